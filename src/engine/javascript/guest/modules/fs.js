// fs over the tree of the machine: synchronous, callback and promise forms of the same operations.
const errors = internal.core('errors');
const { Buffer } = internal.builtin('buffer');
const { constants, sync, Stats, Dirent, open, readWhole, encodingOf, flagOf } = internal.core('fs-sync');

/** The form with a callback: the answer comes in a later turn. */
function later(operation, name) {
  return (...args) => {
    const callback = args.pop();
    if (typeof callback !== 'function')
      throw errors.coded(
        TypeError,
        'ERR_INVALID_ARG_TYPE',
        `The "cb" argument must be of type function. Received ${errors.received(callback)}`,
      );
    let outcome;
    try {
      outcome = { value: operation(...args) };
    } catch (error) {
      if (error.code?.startsWith('ERR_INVALID')) throw error;
      outcome = { error };
    }
    setImmediate(() =>
      name === 'exists'
        ? callback(outcome.value)
        : outcome.error
          ? callback(outcome.error)
          : outcome.value === undefined
            ? callback(null)
            : callback(null, outcome.value),
    );
  };
}

const promises = {};
for (const [name, operation] of Object.entries(sync)) {
  module.exports[`${name}Sync`] = operation;
  module.exports[name] = later(operation, name);
  if (!['exists', 'close', 'fstat', 'fsync', 'read', 'write', 'open'].includes(name))
    promises[name] = (...args) =>
      new Promise((resolve, reject) => {
        setImmediate(() => {
          try {
            resolve(operation(...args));
          } catch (error) {
            reject(error);
          }
        });
      });
}
promises.open = async (path, flags, mode) => {
  const fd = sync.open(path, flags, mode);
  const at = open.get(fd).path;
  const handle = { fd, close: async () => void open.delete(fd), stat: async () => sync.fstat(fd) };
  handle.readFile = async (options) => sync.readFile(at, options);
  handle.writeFile = async (data, options) => sync.writeFile(at, data, options);
  handle.appendFile = async (data, options) => sync.appendFile(at, data, options);
  handle.write = async (data) => ({ bytesWritten: sync.write(fd, data), buffer: data });
  handle.read = async (buffer, ...rest) => ({ bytesRead: sync.read(fd, buffer, ...rest), buffer });
  return handle;
};
promises.constants = constants;
module.exports.realpathSync.native = sync.realpath;

Object.assign(module.exports, {
  constants,
  promises,
  Stats,
  Dirent,
  ...Object.fromEntries(['F_OK', 'R_OK', 'W_OK', 'X_OK'].map((name) => [name, constants[name]])),
  createReadStream(path, options) {
    const { Readable } = internal.builtin('stream');
    const encoding = encodingOf(options);
    const stream = new Readable({
      read() {
        try {
          const all = Buffer.from(readWhole(path)).subarray(
            options?.start ?? 0,
            options?.end === undefined ? undefined : options.end + 1,
          );
          this.push(all);
          this.push(null);
        } catch (error) {
          this.destroy(error);
        }
      },
    });
    if (encoding) stream.setEncoding(encoding);
    setImmediate(() => stream.emit('open', 20));
    return Object.assign(stream, { path });
  },
  createWriteStream(path, options) {
    const { Writable } = internal.builtin('stream');
    let begun = flagOf(options, 'w').startsWith('a');
    const put = (data) => {
      if (begun) sync.appendFile(path, data);
      else sync.writeFile(path, data, typeof options === 'object' ? { mode: options.mode } : undefined);
      begun = true;
    };
    const stream = new Writable({
      write(chunk, encoding, done) {
        try {
          put(chunk);
          done();
        } catch (error) {
          done(error);
        }
      },
      final(done) {
        try {
          if (!begun) put('');
          done();
        } catch (error) {
          done(error);
        }
      },
    });
    return Object.assign(stream, { path });
  },
});
