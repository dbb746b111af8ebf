// mock of node:test: functions that remember their calls, methods in place of others, timers are left out.
function fn(original = () => undefined, implementation = original) {
  const calls = [];
  let now = implementation;
  const once = new Map();
  function mocked(...args) {
    const act = once.get(calls.length) ?? now;
    const call = { arguments: args, this: this, result: undefined, error: undefined, target: new.target };
    calls.push(call);
    try {
      call.result = act.apply(this, args);
      return call.result;
    } catch (error) {
      call.error = error;
      throw error;
    }
  }
  mocked.mock = {
    calls,
    callCount: () => calls.length,
    mockImplementation: (act) => (now = act),
    mockImplementationOnce: (act, at = calls.length) => once.set(at, act),
    resetCalls: () => calls.splice(0),
    restore: () => (now = original),
  };
  return mocked;
}

const restores = [];
const mock = {
  fn,
  method(object, name, implementation) {
    const original = object[name];
    const mocked = fn(original, implementation ?? original);
    object[name] = mocked;
    const restore = () => (object[name] = original);
    mocked.mock.restore = restore;
    restores.push(restore);
    return mocked;
  },
  restoreAll() {
    for (const restore of restores.splice(0)) restore();
  },
  reset: () => mock.restoreAll(),
  get timers() {
    return internal.notSimulated('mock.timers of node module test');
  },
};
module.exports = { mock };
