// Streams in one piece: order and back pressure as programs see them, without Node's finer states.
const EventEmitter = internal.builtin('events');

const { readableState, reading } = internal.core('stream-reading');
const { writableState, writing } = internal.core('stream-writing');

class Stream extends EventEmitter {
  constructor() {
    super();
    for (const [name, value] of [
      ['_r', undefined],
      ['_w', undefined],
    ])
      Object.defineProperty(this, name, { value, writable: true, enumerable: false });
    this.destroyed = false;
  }
  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    const done = (failure) => {
      process.nextTick(() => {
        if (failure ?? error) this.emit('error', failure ?? error);
        this.emit('close', ...(this._closing?.(failure ?? error) ?? []));
      });
    };
    if (this._destroy) this._destroy(error ?? null, done);
    else done();
    return this;
  }
  pipe(target, options) {
    return pipe(this, target, options);
  }
}

function pipe(source, target, { end = true } = {}) {
  source.on('data', (chunk) => {
    if (target.write(chunk) === false) {
      source.pause();
      target.once('drain', () => source.resume());
    }
  });
  if (end && target !== process.stdout && target !== process.stderr) source.on('end', () => target.end());
  target.emit('pipe', source);
  return target;
}

function beReadable(stream, options) {
  stream._r = readableState(options);
  stream.readable = true;
  stream.readableEnded = false;
  if (options?.read) stream._read = options.read;
  stream._read ??= () => undefined;
  if (options?.encoding) stream.setEncoding(options.encoding);
}
function beWritable(stream, options) {
  stream._w = writableState(options);
  Object.assign(stream, { writable: true, writableEnded: false, writableFinished: false });
  if (options?.write) stream._write = options.write;
  if (options?.final) stream._final = options.final;
}

class Readable extends Stream {
  constructor(options) {
    super();
    beReadable(this, options);
    if (options?.destroy) this._destroy = options.destroy;
  }
  static from(source, options) {
    const stream = new Readable({ objectMode: true, ...options });
    const iterator =
      typeof source === 'string' || ArrayBuffer.isView(source)
        ? [source][Symbol.iterator]()
        : (source[Symbol.asyncIterator]?.() ?? source[Symbol.iterator]());
    stream._read = async () => {
      try {
        const { value, done } = await iterator.next();
        stream.push(done ? null : await value);
      } catch (error) {
        stream.destroy(error);
      }
    };
    return stream;
  }
}
Object.assign(Readable.prototype, reading);
Readable.prototype[Symbol.asyncIterator] = reading[Symbol.asyncIterator];

class Writable extends Stream {
  constructor(options) {
    super();
    beWritable(this, options);
    if (options?.destroy) this._destroy = options.destroy;
  }
}
Object.assign(Writable.prototype, writing);

class Duplex extends Stream {
  constructor(options) {
    super();
    beReadable(this, options);
    beWritable(this, options);
    if (options?.destroy) this._destroy = options.destroy;
  }
}
Object.assign(Duplex.prototype, reading, writing);
Duplex.prototype[Symbol.asyncIterator] = reading[Symbol.asyncIterator];

class Transform extends Duplex {
  constructor(options) {
    super(options);
    if (options?.transform) this._transform = options.transform;
    if (options?.flush) this._flush = options.flush;
  }
  _write(chunk, encoding, done) {
    this._transform(chunk, encoding, (error, data) => {
      if (data !== undefined && data !== null) this.push(data);
      done(error);
    });
  }
  _final(done) {
    const finish = (error, data) => {
      if (data !== undefined && data !== null) this.push(data);
      this.push(null);
      done(error);
    };
    if (this._flush) this._flush(finish);
    else finish();
  }
}

class PassThrough extends Transform {
  _transform(chunk, encoding, done) {
    done(null, chunk);
  }
}

function finished(stream, options, callback = options) {
  let told = false;
  const tell = (error) => {
    if (!told) callback(error);
    told = true;
  };
  stream.on('error', tell);
  stream.on('end', () => !stream._w && tell());
  stream.on('finish', () => tell());
  stream.on('close', () => tell());
  return () => (told = true);
}

/** A stage that is a function takes what came before as an iterable and makes an iterable. */
function stage(part, before) {
  if (part instanceof Stream) return part;
  return Readable.from(typeof part === 'function' ? part(before ?? {}) : part);
}

function pipeline(...parts) {
  const given = parts.flat();
  const last = given.at(-1);
  const callback = typeof last === 'function' && given.length > 2 ? given.pop() : () => undefined;
  const streams = [];
  for (const part of given) {
    const before = streams.at(-1);
    const made = stage(part, before);
    if (before && part instanceof Stream) before.pipe(made);
    streams.push(made);
  }
  let failed = false;
  for (const stream of streams)
    stream.on('error', (error) => {
      if (failed) return;
      failed = true;
      for (const each of streams) each.destroy();
      callback(error);
    });
  const end = streams.at(-1);
  const done = () => !failed && callback();
  if (end instanceof Writable || end instanceof Duplex) end.on('finish', done);
  else end.on('end', done).resume();
  return end;
}

const { promisify } = internal.builtin('util');
pipeline[promisify.custom] = (...parts) =>
  new Promise((resolve, reject) => pipeline(...parts, (error) => (error ? reject(error) : resolve())));
finished[promisify.custom] = (stream) =>
  new Promise((resolve, reject) => finished(stream, {}, (error) => (error ? reject(error) : resolve())));

Object.assign(Stream, { Stream, Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished });
Stream.promises = { pipeline: pipeline[promisify.custom], finished: finished[promisify.custom] };
module.exports = Stream;
