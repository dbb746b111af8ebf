// dns: names of the machine itself; those of the world are not simulated.
function answer(name) {
  const found = internal.host('lookup', name);
  if (found.notSimulated) internal.notSimulated(found.notSimulated);
  if (found.address !== undefined) return { address: found.address, family: found.address.includes(':') ? 6 : 4 };
  const error = new Error(`getaddrinfo ${found.code} ${name}`);
  throw Object.assign(error, {
    errno: found.code === 'ENOTFOUND' ? -3008 : -3001,
    code: found.code,
    syscall: 'getaddrinfo',
    hostname: name,
  });
}

function lookup(name, options, callback = options) {
  const all = typeof options === 'object' && options?.all === true;
  let outcome;
  try {
    outcome = answer(name);
  } catch (error) {
    setImmediate(() => callback(error));
    return;
  }
  setImmediate(() => (all ? callback(null, [outcome]) : callback(null, outcome.address, outcome.family)));
}

module.exports = {
  lookup,
  promises: { lookup: async (name, options) => (options?.all ? [answer(name)] : answer(name)) },
  NOTFOUND: 'ENOTFOUND',
  ADDRCONFIG: 1024,
  setDefaultResultOrder() {},
};
