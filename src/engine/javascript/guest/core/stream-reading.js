// The reading half of a stream: what is pushed waits until somebody reads or listens.
const EventEmitter = internal.builtin('events');
const { toBuffer } = internal.core('stream-bytes');

function readableState(options) {
  return {
    queue: [],
    ended: false,
    finished: false,
    flowing: null,
    reading: false,
    decoder: undefined,
    objects: Boolean(options?.objectMode ?? options?.readableObjectMode),
    scheduled: false,
    limit: options?.highWaterMark ?? 65_536,
  };
}

/** Hands on what is queued, and asks for more. */
function flow(stream) {
  const state = stream._r;
  if (state.scheduled) return;
  state.scheduled = true;
  process.nextTick(() => {
    state.scheduled = false;
    while (state.flowing && state.queue.length > 0 && !stream.destroyed) stream.emit('data', state.queue.shift());
    if (stream.destroyed) return;
    if (state.queue.length > 0 && stream.listenerCount('readable') > 0) stream.emit('readable');
    if (state.ended && state.queue.length === 0) finishReading(stream);
    else if (!state.ended && (state.flowing || stream.listenerCount('readable') > 0)) more(stream);
  });
}

function more(stream) {
  const state = stream._r;
  if (state.reading || state.ended) return;
  state.reading = true;
  stream._read(state.limit);
}

function finishReading(stream) {
  const state = stream._r;
  if (state.finished || (state.flowing === null && stream.listenerCount('readable') === 0)) return;
  state.finished = true;
  stream.readable = false;
  stream.readableEnded = true;
  stream.emit('end');
  const writable = stream._w;
  if (!writable || writable.finished)
    process.nextTick(() => !stream.destroyed && stream.autoDestroy !== false && stream.destroy());
}

const reading = {
  push(chunk, encoding) {
    const state = this._r;
    state.reading = false;
    if (chunk === null) {
      state.ended = true;
      const rest = state.decoder?.end() ?? '';
      if (rest !== '') state.queue.push(rest);
    } else if (state.objects || chunk.length > 0) {
      const data = state.objects ? chunk : toBuffer(chunk, encoding);
      state.queue.push(state.decoder && !state.objects ? state.decoder.write(data) : data);
    }
    flow(this);
    return state.queue.length < 16;
  },
  unshift(chunk) {
    this._r.queue.unshift(chunk);
    flow(this);
  },
  read() {
    const state = this._r;
    if (state.queue.length === 0) {
      if (!state.ended) more(this);
      else flow(this);
      return null;
    }
    const parts = state.queue.splice(0);
    flow(this);
    if (state.objects) {
      state.queue.push(...parts.slice(1));
      return parts[0];
    }
    return typeof parts[0] === 'string' ? parts.join('') : internal.builtin('buffer').Buffer.concat(parts);
  },
  resume() {
    this._r.flowing = true;
    flow(this);
    return this;
  },
  pause() {
    this._r.flowing = false;
    return this;
  },
  isPaused() {
    return this._r.flowing === false;
  },
  setEncoding(encoding) {
    const { StringDecoder } = internal.builtin('string_decoder');
    this._r.decoder = new StringDecoder(encoding);
    const text = this._r.queue
      .map((chunk) => (typeof chunk === 'string' ? chunk : this._r.decoder.write(chunk)))
      .join('');
    this._r.queue = text === '' ? [] : [text];
    return this;
  },
  unpipe() {
    this.removeAllListeners('data');
    return this;
  },
  on(name, listener) {
    EventEmitter.prototype.on.call(this, name, listener);
    if (name === 'data' && this._r.flowing !== false) this.resume();
    if (name === 'readable') flow(this);
    return this;
  },
  async *[Symbol.asyncIterator]() {
    const waiting = [];
    let wake;
    const tell = (entry) => {
      waiting.push(entry);
      wake?.();
    };
    this.on('data', (value) => tell({ value }));
    this.once('end', () => tell({ done: true }));
    this.once('error', (error) => tell({ error }));
    this.once('close', () => tell({ done: true }));
    for (;;) {
      while (waiting.length === 0) await new Promise((resolve) => (wake = resolve));
      const entry = waiting.shift();
      if (entry.error) throw entry.error;
      if (entry.done) return;
      yield entry.value;
    }
  },
  async toArray() {
    const all = [];
    for await (const chunk of this) all.push(chunk);
    return all;
  },
};
reading.addListener = reading.on;

module.exports = { readableState, reading };
