// The writing half of a stream: one chunk at a time, `drain` when there is room again.
const errors = internal.core('errors');
const { toBuffer } = internal.core('stream-bytes');

function writableState(options) {
  return {
    queue: [],
    writing: false,
    ending: false,
    finished: false,
    needDrain: false,
    objects: Boolean(options?.objectMode ?? options?.writableObjectMode),
    decode: options?.decodeStrings !== false,
    size: 0,
    limit: options?.highWaterMark ?? 16_384,
    corked: 0,
  };
}

function work(stream) {
  const state = stream._w;
  if (state.writing || state.corked > 0) return;
  const next = state.queue.shift();
  if (!next) {
    if (state.ending && !state.finished) finishWriting(stream);
    return;
  }
  state.writing = true;
  const done = (error) => {
    state.writing = false;
    state.size -= next.chunk?.length ?? 1;
    if (error) {
      next.callback?.(error);
      stream.destroy(error);
      return;
    }
    if (next.callback) process.nextTick(next.callback, null);
    if (state.needDrain && state.queue.length === 0) {
      state.needDrain = false;
      process.nextTick(() => stream.emit('drain'));
    }
    work(stream);
  };
  try {
    stream._write(next.chunk, next.encoding, done);
  } catch (error) {
    state.writing = false;
    stream.destroy(error);
  }
}

function finishWriting(stream) {
  const state = stream._w;
  state.finished = true;
  const done = (error) => {
    if (error) return stream.destroy(error);
    process.nextTick(() => {
      stream.writableFinished = true;
      stream.emit('finish');
      if (!stream._r || stream._r.finished)
        process.nextTick(() => !stream.destroyed && stream.autoDestroy !== false && stream.destroy());
    });
    return undefined;
  };
  if (stream._final) stream._final(done);
  else done();
}

const writing = {
  write(chunk, encoding, callback) {
    const state = this._w;
    const told = typeof encoding === 'function' ? encoding : callback;
    const given = typeof encoding === 'string' ? encoding : 'utf8';
    if (chunk === null) throw errors.coded(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
    if (!state.objects && typeof chunk !== 'string' && !ArrayBuffer.isView(chunk))
      throw errors.coded(
        TypeError,
        'ERR_INVALID_ARG_TYPE',
        `The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received ${errors.received(chunk)}`,
      );
    if (state.ending || this.destroyed) {
      const error =
        this.destroyed && !state.ending
          ? errors.coded(Error, 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed')
          : errors.coded(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end');
      process.nextTick(() => {
        told?.(error);
        this.emit('error', error);
      });
      return false;
    }
    const data = state.objects || !state.decode ? chunk : toBuffer(chunk, given);
    state.queue.push({ chunk: data, encoding: typeof data === 'string' ? given : 'buffer', callback: told });
    state.size += data.length ?? 1;
    work(this);
    if (state.size >= state.limit) state.needDrain = true;
    return !state.needDrain;
  },
  end(chunk, encoding, callback) {
    const told = [chunk, encoding, callback].find((each) => typeof each === 'function');
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function')
      this.write(chunk, typeof encoding === 'string' ? encoding : undefined);
    if (told) this.once('finish', told);
    this._w.ending = true;
    this.writable = false;
    this.writableEnded = true;
    this._w.corked = 0;
    work(this);
    return this;
  },
  cork() {
    this._w.corked++;
  },
  uncork() {
    this._w.corked = Math.max(0, this._w.corked - 1);
    work(this);
  },
  setDefaultEncoding() {
    return this;
  },
};

module.exports = { writableState, writing };
