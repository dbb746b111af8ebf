// setTimeout and its relatives: handles as Node has them, on virtual time.
const loop = internal.core('loop');

/** Milliseconds as Node takes them: 1 for what is no number or out of range. Source: lib/internal/timers.js. */
function duration(ms) {
  const value = Number(ms);
  return value >= 1 && value <= 2 ** 31 - 1 ? Math.trunc(value) : 1;
}

class Timeout {
  constructor(callback, ms, { args = [], repeats = false } = {}) {
    internal.core('errors').check('function', callback, 'callback');
    this._idleTimeout = duration(ms);
    this._repeat = repeats ? this._idleTimeout : null;
    const wanted = { callback, args, ms: this._idleTimeout, handle: this };
    const timer = loop.timer(repeats ? { ...wanted, repeat: this._idleTimeout } : wanted);
    Object.defineProperty(this, 'timer', { value: timer, enumerable: false });
  }
  ref() {
    this.timer.ref = true;
    return this;
  }
  unref() {
    this.timer.ref = false;
    return this;
  }
  hasRef() {
    return this.timer.ref;
  }
  refresh() {
    loop.refresh(this.timer, this._idleTimeout);
    return this;
  }
  close() {
    loop.cancelTimer(this.timer);
    return this;
  }
  [Symbol.toPrimitive]() {
    byId.set(this.timer.id, this);
    return this.timer.id;
  }
  [Symbol.dispose ?? Symbol.for('nodejs.dispose')]() {
    this.close();
  }
}

const byId = new Map();

class Immediate {
  constructor(callback, args) {
    internal.core('errors').check('function', callback, 'callback');
    const entry = loop.immediate(() => callback(...args));
    Object.defineProperty(this, 'entry', { value: entry, enumerable: false });
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  hasRef() {
    return true;
  }
}

module.exports = {
  Timeout,
  Immediate,
  clear(handle) {
    const found = typeof handle === 'number' || typeof handle === 'string' ? byId.get(Number(handle)) : handle;
    if (found instanceof Timeout) loop.cancelTimer(found.timer);
    else if (found instanceof Immediate) loop.cancelImmediate(found.entry);
  },
};
