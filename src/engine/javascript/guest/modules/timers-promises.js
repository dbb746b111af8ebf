// timers/promises.
const { abortError } = internal.core('abort');

function wait(begin, value, { signal, ref = true } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal.reason));
    const handle = begin(() => resolve(value));
    if (!ref) handle.unref?.();
    signal?.addEventListener('abort', () => {
      clearTimeout(handle);
      reject(abortError(signal.reason));
    });
    return undefined;
  });
}

async function* setIntervalOf(ms, value, options = {}) {
  for (;;) {
    await wait((done) => setTimeout(done, ms), undefined, options);
    yield value;
  }
}

module.exports = {
  setTimeout: (ms, value, options) => wait((done) => setTimeout(done, ms), value, options),
  setImmediate: (value, options) => wait((done) => setImmediate(done), value, options),
  setInterval: setIntervalOf,
  scheduler: {
    wait: (ms, options) => wait((done) => setTimeout(done, ms), undefined, options),
    yield: () => wait((done) => setImmediate(done)),
  },
};
