// timers.
module.exports = {
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  setImmediate: globalThis.setImmediate,
  clearTimeout: globalThis.clearTimeout,
  clearInterval: globalThis.clearInterval,
  clearImmediate: globalThis.clearImmediate,
};
Object.defineProperty(module.exports, 'promises', { enumerable: true, get: () => internal.builtin('timers/promises') });
