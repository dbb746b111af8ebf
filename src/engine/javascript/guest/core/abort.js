// Event, EventTarget, AbortController, AbortSignal.
class Event {
  constructor(type, { cancelable = false, bubbles = false } = {}) {
    Object.assign(this, {
      type,
      cancelable,
      bubbles,
      defaultPrevented: false,
      target: null,
      timeStamp: internal.host('now'),
    });
  }
  preventDefault() {
    if (this.cancelable) this.defaultPrevented = true;
  }
  stopPropagation() {}
  stopImmediatePropagation() {
    this.stopped = true;
  }
}

class EventTarget {
  #listeners = new Map();
  addEventListener(type, listener, options = {}) {
    const list = this.#listeners.get(type) ?? [];
    if (!list.some((each) => each.listener === listener)) list.push({ listener, once: Boolean(options?.once) });
    this.#listeners.set(type, list);
  }
  removeEventListener(type, listener) {
    const list = this.#listeners.get(type) ?? [];
    this.#listeners.set(
      type,
      list.filter((each) => each.listener !== listener),
    );
  }
  dispatchEvent(event) {
    event.target = this;
    event.currentTarget = this;
    const handler = this[`on${event.type}`];
    if (typeof handler === 'function') handler.call(this, event);
    for (const { listener, once } of this.#listeners.get(event.type)?.slice() ?? []) {
      if (event.stopped) break;
      if (once) this.removeEventListener(event.type, listener);
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
    return !event.defaultPrevented;
  }
}

function reasonOr(reason, name, message) {
  return reason === undefined ? new DOMException(message, name) : reason;
}

class AbortSignal extends EventTarget {
  aborted = false;
  reason = undefined;
  onabort = null;
  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }
  static abort(reason) {
    const signal = new AbortSignal();
    Object.assign(signal, { aborted: true, reason: reasonOr(reason, 'AbortError', 'This operation was aborted') });
    return signal;
  }
  static timeout(ms) {
    const signal = new AbortSignal();
    setTimeout(
      () => fire(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      ms,
    ).unref();
    return signal;
  }
  static any(signals) {
    const made = new AbortSignal();
    for (const each of signals) {
      if (each.aborted) fire(made, each.reason);
      else each.addEventListener('abort', () => fire(made, each.reason));
    }
    return made;
  }
}

function fire(signal, reason) {
  if (signal.aborted) return;
  signal.aborted = true;
  signal.reason = reason;
  signal.dispatchEvent(new Event('abort'));
}

class AbortController {
  signal = new AbortSignal();
  abort(reason) {
    fire(this.signal, reasonOr(reason, 'AbortError', 'This operation was aborted'));
  }
}

module.exports = {
  Event,
  EventTarget,
  AbortController,
  AbortSignal,
  /** What Node's own functions reject with when their signal fires. */
  abortError(cause) {
    const error = new Error('The operation was aborted', { cause });
    error.name = 'AbortError';
    error.code = 'ABORT_ERR';
    return error;
  },
};
