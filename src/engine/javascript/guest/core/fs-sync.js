// The synchronous operations of fs; the other forms are made of them.
const errors = internal.core('errors');
const { Buffer } = internal.builtin('buffer');

const constants = {
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 64,
  O_EXCL: 128,
  O_TRUNC: 512,
  O_APPEND: 1024,
  COPYFILE_EXCL: 1,
  S_IFMT: 0o170000,
  S_IFREG: 0o100000,
  S_IFDIR: 0o040000,
  S_IFLNK: 0o120000,
};

/** A path as text; files of the machine are addressed by text only. */
function text(path, name = 'path') {
  if (typeof path === 'string') {
    if (path.includes('\u0000'))
      throw errors.coded(
        TypeError,
        'ERR_INVALID_ARG_VALUE',
        `The argument '${name}' must be a string, Uint8Array, or URL without null bytes. Received ${internal.core('inspect').inspect(path)}`,
      );
    return path;
  }
  if (path instanceof internal.builtin('url').URL) return internal.builtin('url').fileURLToPath(path);
  if (ArrayBuffer.isView(path)) return Buffer.from(path).toString();
  throw errors.coded(
    TypeError,
    'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be of type string or an instance of Buffer or URL. Received ${errors.received(path)}`,
  );
}

/** Asks the machine; what it refuses becomes Node's error. */
function ask(op, args, { syscall = op, path = args[0], dest } = {}) {
  const answer = internal.host('fs', op, ...args);
  if (answer.errno === undefined) return answer.value;
  throw errors.system(answer.errno, answer.syscall ?? syscall, {
    path: answer.syscall === 'read' ? undefined : path,
    dest,
  });
}

const encodingOf = (options) => (typeof options === 'string' ? options : options?.encoding);
const flagOf = (options, fallback) => (typeof options === 'object' && options?.flag) || fallback;
const bytes = (data, options) =>
  typeof data === 'string'
    ? data
    : ArrayBuffer.isView(data)
      ? Buffer.from(data).toString(encodingOf(options) === 'latin1' ? 'latin1' : 'utf8')
      : String(data);

const KINDS = {
  file: 'isFile',
  dir: 'isDirectory',
  symlink: 'isSymbolicLink',
  fifo: 'isFIFO',
  char: 'isCharacterDevice',
};
const MODES = { file: 0o100000, dir: 0o040000, symlink: 0o120000, fifo: 0o010000, char: 0o020000 };
function kindMethods(prototype) {
  for (const [kind, method] of [...Object.entries(KINDS), ['block', 'isBlockDevice'], ['socket', 'isSocket']])
    Object.defineProperty(prototype, method, {
      configurable: true,
      writable: true,
      value() {
        return this[KIND] === kind;
      },
    });
}
const KIND = Symbol('kind');

class Stats {
  constructor({ kind, mode, uid, gid, size, ino, time }) {
    Object.defineProperty(this, KIND, { value: kind, enumerable: false });
    Object.assign(this, {
      dev: 1,
      mode: mode | (MODES[kind] ?? 0),
      nlink: 1,
      uid,
      gid,
      rdev: 0,
      blksize: 4096,
      ino,
      size,
      blocks: Math.ceil(size / 4096) * 8,
      atimeMs: time,
      mtimeMs: time,
      ctimeMs: time,
      birthtimeMs: time,
    });
    for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) this[name] = new Date(time);
  }
}
kindMethods(Stats.prototype);

class Dirent {
  constructor(name, kind, path) {
    Object.assign(this, { name, parentPath: path, path });
    Object.defineProperty(this, KIND, { value: kind, enumerable: false });
  }
}
kindMethods(Dirent.prototype);

const open = new Map();
let nextFd = 20;
function descriptor(fd, syscall) {
  const found = open.get(fd);
  if (!found) throw errors.system('EBADF', syscall);
  return found;
}

function readWhole(path) {
  if (path === 0 || path === '/dev/stdin') {
    const all = internal.host('stdinNow');
    return all;
  }
  if (typeof path === 'number') return descriptor(path, 'read').read();
  return ask('read', [text(path)], { syscall: 'open' });
}

function listed(path, options) {
  const base = text(path);
  const entries = ask('list', [base, Boolean(options?.recursive)], { syscall: 'scandir' });
  if (options?.withFileTypes)
    return entries.map(({ name, kind }) => {
      const at = name.lastIndexOf('/');
      return new Dirent(name.slice(at + 1), kind, at < 0 ? base : `${base}/${name.slice(0, at)}`);
    });
  return entries.map(({ name }) => name);
}

function statWith(op, path, options) {
  const answer = internal.host('fs', op, text(path));
  if (answer.errno === undefined) return new Stats(answer.value);
  if (options?.throwIfNoEntry === false && (answer.errno === 'ENOENT' || answer.errno === 'ENOTDIR')) return undefined;
  throw errors.system(answer.errno, op, { path: text(path) });
}

function write(path, data, options) {
  if (path === 1 || path === 2 || path === '/dev/stdout' || path === '/dev/stderr') {
    internal.host(path === 1 || path === '/dev/stdout' ? 'out' : 'err', bytes(data, options));
    return;
  }
  if (typeof path === 'number') {
    descriptor(path, 'write').append(bytes(data, options));
    return;
  }
  if (typeof data !== 'string' && !ArrayBuffer.isView(data) && !(data instanceof ArrayBuffer))
    throw errors.coded(
      TypeError,
      'ERR_INVALID_ARG_TYPE',
      `The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${errors.received(data)}`,
    );
  const flag = flagOf(options, 'w');
  ask('write', [text(path), bytes(data, options), flag, typeof options === 'object' ? options?.mode : undefined], {
    syscall: 'open',
  });
}

const sync = {
  readFile(path, options) {
    const found = readWhole(path);
    const encoding = encodingOf(options);
    const buffer = Buffer.from(found);
    return encoding && encoding !== 'buffer'
      ? /^utf-?8$/i.test(encoding)
        ? found
        : buffer.toString(encoding)
      : buffer;
  },
  writeFile: write,
  appendFile: (path, data, options) =>
    write(path, data, { ...(typeof options === 'string' ? { encoding: options } : options), flag: 'a' }),
  exists(path) {
    try {
      return internal.host('fs', 'stat', text(path)).errno === undefined;
    } catch {
      return false;
    }
  },
  access: (path, mode = 0) => void ask('access', [text(path), mode]),
  stat: (path, options) => statWith('stat', path, options),
  lstat: (path, options) => statWith('lstat', path, options),
  readdir: listed,
  mkdir(path, options) {
    const recursive = typeof options === 'object' && options?.recursive === true;
    const made = ask('mkdir', [text(path), recursive, typeof options === 'object' ? options?.mode : options]);
    return recursive ? (made ?? undefined) : undefined;
  },
  mkdtemp(prefix) {
    const path = `${prefix}${Array.from({ length: 6 }, () => 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[Math.floor(Math.random() * 62)]).join('')}`;
    ask('mkdir', [path, false, 0o700], { syscall: 'mkdtemp', path: `${prefix}XXXXXX` });
    return path;
  },
  unlink: (path) => void ask('unlink', [text(path)]),
  rmdir: (path, options) =>
    void ask(options?.recursive ? 'rm' : 'rmdir', [text(path), Boolean(options?.recursive), false], {
      syscall: 'rmdir',
    }),
  rm(path, { recursive = false, force = false } = {}) {
    const found = internal.host('fs', 'lstat', text(path));
    if (!recursive && found.value?.kind === 'dir') {
      const error = errors.coded(
        Error,
        'ERR_FS_EISDIR',
        `Path is a directory: rm returned EISDIR (is a directory) ${path}`,
      );
      Object.defineProperty(error, 'name', { value: 'SystemError', configurable: true });
      Object.assign(error, { errno: 21, syscall: 'rm', path });
      throw error;
    }
    ask('rm', [text(path), recursive, force], { syscall: 'lstat' });
  },
  rename: (from, to) => void ask('rename', [text(from, 'oldPath'), text(to, 'newPath')], { dest: text(to, 'newPath') }),
  copyFile: (from, to, mode = 0) =>
    void ask('copyfile', [text(from, 'src'), text(to, 'dest'), mode], { dest: text(to, 'dest') }),
  chmod: (path, mode) => void ask('chmod', [text(path), typeof mode === 'string' ? Number.parseInt(mode, 8) : mode]),
  chown: (path, uid, gid) => void ask('chown', [text(path), uid, gid]),
  symlink: (target, path) => void ask('symlink', [text(target, 'target'), text(path)], { dest: text(path) }),
  link: (from, to) => void ask('link', [text(from), text(to)], { dest: text(to) }),
  readlink: (path) => ask('readlink', [text(path)]),
  realpath: (path) => ask('realpath', [text(path)], { syscall: 'lstat' }),
  truncate: (path, length = 0) => void write(path, Buffer.from(readWhole(path)).subarray(0, length)),
  utimes: (path) => void ask('stat', [text(path)], { syscall: 'utime' }),
  open(path, flags = 'r', mode = undefined) {
    const at = text(path);
    const writes = /[wa+]/.test(flags);
    if (/^[wa]/.test(flags)) ask('write', [at, '', flags.includes('a') ? 'a' : flags, mode], { syscall: 'open' });
    else ask('access', [at, writes ? 6 : 4], { syscall: 'open' });
    const fd = nextFd++;
    let position = 0;
    open.set(fd, {
      path: at,
      read: () => ask('read', [at], { syscall: 'read', path: undefined }),
      append: (data) => void ask('write', [at, data, 'a', undefined], { syscall: 'write', path: undefined }),
      take(count) {
        const part = Buffer.from(this.read()).subarray(position, position + count);
        position += part.length;
        return part;
      },
    });
    return fd;
  },
  close(fd) {
    descriptor(fd, 'close');
    open.delete(fd);
  },
  fstat: (fd) =>
    fd <= 2
      ? new Stats({
          kind: 'fifo',
          mode: 0o600,
          uid: internal.facts.uid,
          gid: internal.facts.gid,
          size: 0,
          ino: 1,
          time: internal.host('clock'),
        })
      : sync.stat(descriptor(fd, 'fstat').path),
  fsync: (fd) => void descriptor(fd, 'fsync'),
  write(fd, data, ...rest) {
    const part =
      typeof data === 'string'
        ? data
        : Buffer.from(data).subarray(
            typeof rest[0] === 'number' ? rest[0] : 0,
            typeof rest[1] === 'number' ? (rest[0] ?? 0) + rest[1] : undefined,
          );
    write(fd, part);
    return typeof part === 'string' ? Buffer.byteLength(part) : part.length;
  },
  read(fd, buffer, offset = 0, length = buffer.length - offset, position = null) {
    const file = descriptor(fd, 'read');
    const part = position === null ? file.take(length) : Buffer.from(file.read()).subarray(position, position + length);
    buffer.set(part, offset);
    return part.length;
  },
  cp(from, to, options = {}) {
    const kind = sync.lstat(from);
    if (!kind.isDirectory()) return sync.copyFile(from, to);
    if (!options.recursive)
      throw errors.coded(
        Error,
        'ERR_FS_EISDIR',
        `Recursive option not enabled, cannot copy a directory: cp returned EISDIR (${from} is a directory (not copied)) ${from}`,
      );
    sync.mkdir(to, { recursive: true });
    for (const name of sync.readdir(from)) sync.cp(`${from}/${name}`, `${to}/${name}`, options);
    return undefined;
  },
};

module.exports = { constants, sync, Stats, Dirent, open, readWhole, encodingOf, flagOf };
