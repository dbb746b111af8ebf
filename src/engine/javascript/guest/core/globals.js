// What Node puts on the global object.
const loop = internal.core('loop');
const { Timeout, Immediate } = internal.core('timers');

function lazy(name, get) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    get() {
      const value = get();
      Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
    },
  });
}

function hidden(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
}

const RealDate = Date;
/** Date on the clock of the machine. */
function makeDate() {
  function VirtualDate(...args) {
    if (!new.target) return new RealDate(internal.host('clock')).toString();
    const made = args.length === 0 ? new RealDate(internal.host('clock')) : new RealDate(...args);
    return Object.setPrototypeOf(made, new.target.prototype);
  }
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
  Object.defineProperty(VirtualDate, 'length', { value: 7 });
  VirtualDate.prototype = RealDate.prototype;
  Object.defineProperty(VirtualDate, 'prototype', { writable: false, enumerable: false });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: VirtualDate, configurable: true, writable: true });
  for (const name of ['UTC', 'parse']) Object.defineProperty(VirtualDate, name, { value: RealDate[name] });
  Object.defineProperty(VirtualDate, 'now', {
    value: () => internal.host('clock'),
    configurable: true,
    writable: true,
  });
  return VirtualDate;
}

/** The same numbers in every run: xorshift32 from a fixed seed. */
function makeRandom() {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

const UNMODELLED = [
  'BroadcastChannel', 'CompressionStream', 'DecompressionStream', 'Intl', 'MessageChannel', 'MessagePort', 'PerformanceObserver',
  'ReadableStream', 'TransformStream', 'WebAssembly', 'WritableStream', 'FormData', 'File', 'Blob', 'CustomEvent', 'CryptoKey',
]; // prettier-ignore

/** Built-in modules that globals come from. */
const FROM = {
  buffer: ['Buffer', 'atob', 'btoa'],
  util: ['TextEncoder', 'TextDecoder'],
  url: ['URL', 'URLSearchParams'],
  perf_hooks: ['performance'],
};

function installTimers() {
  hidden('setTimeout', (callback, ms, ...args) => new Timeout(callback, ms, { args }));
  hidden('setInterval', (callback, ms, ...args) => new Timeout(callback, ms, { args, repeats: true }));
  hidden('setImmediate', (callback, ...args) => new Immediate(callback, args));
  const clear = (handle) => internal.core('timers').clear(handle);
  hidden('clearTimeout', clear);
  hidden('clearInterval', clear);
  hidden('clearImmediate', clear);
  for (const name of ['setTimeout', 'setImmediate'])
    Object.defineProperty(globalThis[name], Symbol.for('nodejs.util.promisify.custom'), {
      enumerable: false,
      get: () => internal.builtin('timers/promises')[name],
    });
  const queueMicrotask = (callback) => {
    internal.core('errors').check('function', callback, 'callback');
    void Promise.resolve().then(() => {
      try {
        callback();
      } catch (error) {
        loop.fatal(error, 'uncaughtException');
      }
    });
  };
  hidden('queueMicrotask', queueMicrotask);
}

module.exports = {
  install() {
    internal.process = internal.core('process');
    hidden('global', globalThis);
    hidden('process', internal.process);
    hidden('console', internal.core('console').console);
    hidden('Date', makeDate());
    Math.random = makeRandom();
    installTimers();
    for (const [from, names] of Object.entries(FROM))
      for (const name of names) lazy(name, () => internal.builtin(from)[name]);
    for (const name of ['fetch', 'Headers', 'Request', 'Response']) lazy(name, () => internal.core('fetch')[name]);
    for (const name of ['AbortController', 'AbortSignal', 'Event', 'EventTarget'])
      lazy(name, () => internal.core('abort')[name]);
    lazy('crypto', () => internal.builtin('crypto').webcrypto);
    lazy('structuredClone', () => internal.core('clone').structuredClone);
    for (const name of UNMODELLED) lazy(name, () => internal.notSimulated(`${name} of node`));
    internal.core('locale').install();
  },
};
