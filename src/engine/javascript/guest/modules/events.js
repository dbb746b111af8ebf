// EventEmitter. Source of order and texts: Node's documentation of events.
const errors = internal.core('errors');

const errorMonitor = Symbol('events.errorMonitor');
const captureRejection = Symbol.for('nodejs.rejection');
let defaultMaxListeners = 10;

function listenersOf(emitter, name) {
  emitter._events ??= Object.create(null);
  return emitter._events[name];
}

function add(emitter, { name, listener, once = false, first = false }) {
  errors.check('function', listener, 'listener');
  listenersOf(emitter, name);
  if (emitter._events.newListener) emitter.emit('newListener', name, listener);
  const entry = { listener, once };
  const list = emitter._events[name] ?? [];
  emitter._events[name] = first ? [entry, ...list] : [...list, entry];
  return emitter;
}

function unhandled(emitter, error, rest) {
  if (error instanceof Error) throw error;
  const shown = internal.core('inspect').inspect(error);
  const made = errors.coded(
    Error,
    'ERR_UNHANDLED_ERROR',
    `Unhandled error. (${typeof error === 'string' ? `'${error}'` : shown})`,
  );
  made.context = error ?? rest;
  throw made;
}

class EventEmitter {
  constructor() {
    EventEmitter.init(this);
  }
  static init(emitter) {
    for (const [name, value] of [
      ['_events', Object.create(null)],
      ['_maxListeners', undefined],
    ])
      Object.defineProperty(emitter, name, { value, writable: true, enumerable: false, configurable: true });
  }
  on(name, listener) {
    return add(this, { name, listener });
  }
  addListener(name, listener) {
    return this.on(name, listener);
  }
  prependListener(name, listener) {
    return add(this, { name, listener, first: true });
  }
  once(name, listener) {
    return add(this, { name, listener, once: true });
  }
  prependOnceListener(name, listener) {
    return add(this, { name, listener, once: true, first: true });
  }
  off(name, listener) {
    return this.removeListener(name, listener);
  }
  removeListener(name, listener) {
    const list = listenersOf(this, name);
    const at = list?.findLastIndex((entry) => entry.listener === listener) ?? -1;
    if (at < 0) return this;
    if (list.length === 1) delete this._events[name];
    else this._events[name] = list.toSpliced(at, 1);
    if (this._events.removeListener) this.emit('removeListener', name, listener);
    return this;
  }
  removeAllListeners(name) {
    listenersOf(this, name);
    const names = name === undefined ? Reflect.ownKeys(this._events) : [name];
    for (const each of names) {
      for (const { listener } of this._events[each]?.toReversed() ?? []) this.removeListener(each, listener);
      delete this._events[each];
    }
    return this;
  }
  emit(name, ...args) {
    const list = listenersOf(this, name);
    if (name === 'error' && this._events[errorMonitor]) this.emit(errorMonitor, ...args);
    if (!list) {
      if (name === 'error') unhandled(this, args[0], args);
      return false;
    }
    for (const entry of list) {
      if (entry.once) this.removeListener(name, entry.listener);
      entry.listener.apply(this, args);
    }
    return true;
  }
  listenerCount(name, listener) {
    const list = listenersOf(this, name) ?? [];
    return listener ? list.filter((entry) => entry.listener === listener).length : list.length;
  }
  listeners(name) {
    return (listenersOf(this, name) ?? []).map((entry) => entry.listener);
  }
  rawListeners(name) {
    return this.listeners(name);
  }
  eventNames() {
    listenersOf(this, '');
    return Reflect.ownKeys(this._events);
  }
  setMaxListeners(count) {
    this._maxListeners = count;
    return this;
  }
  getMaxListeners() {
    return this._maxListeners ?? defaultMaxListeners;
  }
}

/** A promise for the next event; rejects when `error` comes first. */
function once(emitter, name, { signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    if (typeof emitter.addEventListener === 'function' && typeof emitter.on !== 'function')
      return emitter.addEventListener(name, (event) => resolve([event]), { once: true });
    const failed = (error) => {
      emitter.removeListener(name, happened);
      reject(error);
    };
    const happened = (...args) => {
      emitter.removeListener('error', failed);
      resolve(args);
    };
    emitter.once(name, happened);
    if (name !== 'error') emitter.once('error', failed);
    return undefined;
  });
}

/** The events of that name as an endless asynchronous iterator. */
async function* on(emitter, name) {
  const waiting = [];
  let wake;
  let failure;
  emitter.on(name, (...args) => {
    waiting.push(args);
    wake?.();
  });
  emitter.once('error', (error) => {
    failure = error;
    wake?.();
  });
  for (;;) {
    if (failure) throw failure;
    if (waiting.length > 0) yield waiting.shift();
    else await new Promise((resolve) => (wake = resolve));
  }
}

function CallableEmitter(...args) {
  if (new.target) return Reflect.construct(EventEmitter, args, new.target);
  EventEmitter.init(this);
  return undefined;
}
CallableEmitter.prototype = EventEmitter.prototype;
EventEmitter.prototype.constructor = CallableEmitter;
Object.defineProperty(CallableEmitter, 'name', { value: 'EventEmitter' });
Object.assign(CallableEmitter, {
  EventEmitter: CallableEmitter,
  once,
  on,
  errorMonitor,
  captureRejectionSymbol: captureRejection,
  listenerCount: (emitter, name) => emitter.listenerCount(name),
  getEventListeners: (emitter, name) => emitter.listeners(name),
  setMaxListeners: (count, ...emitters) => {
    if (emitters.length === 0) defaultMaxListeners = count;
    for (const emitter of emitters) emitter.setMaxListeners?.(count);
  },
});
Object.defineProperty(CallableEmitter, 'defaultMaxListeners', {
  enumerable: true,
  get: () => defaultMaxListeners,
  set(count) {
    defaultMaxListeners = count;
  },
});
module.exports = CallableEmitter;
