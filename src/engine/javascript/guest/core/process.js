// The object `process`.
const loop = internal.core('loop');
const errors = internal.core('errors');
const EventEmitter = internal.builtin('events');
const { facts } = internal;

/** Numbers of signals on Linux. Source: signal(7). */
const SIGNALS = {
  SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGBUS: 7, SIGFPE: 8, SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11,
  SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGCHLD: 17, SIGCONT: 18, SIGSTOP: 19, SIGTSTP: 20, SIGTTIN: 21, SIGTTOU: 22,
  SIGWINCH: 28,
}; // prettier-ignore

const process = new EventEmitter();
Object.setPrototypeOf(process, Object.create(EventEmitter.prototype, {
  constructor: { value: Object.defineProperty(function process() {}, 'name', { value: 'process' }) },
  [Symbol.toStringTag]: { value: 'process' },
})); // prettier-ignore

/** The machine hears which signals the program handles; all others keep their default action. */
function watch(name) {
  if (!Object.hasOwn(SIGNALS, name)) return;
  if (name === 'SIGKILL' || name === 'SIGSTOP') {
    const error = errors.system('EINVAL', 'uv_signal_start');
    error.message = 'uv_signal_start EINVAL';
    throw error;
  }
  internal.host('signal', name, process.listenerCount(name) > 0);
}
for (const method of [
  'on',
  'addListener',
  'once',
  'prependListener',
  'prependOnceListener',
  'off',
  'removeListener',
  'removeAllListeners',
]) {
  const plain = EventEmitter.prototype[method];
  Object.defineProperty(process, method, {
    configurable: true,
    writable: true,
    value(name, ...rest) {
      plain.call(process, name, ...rest);
      watch(name);
      return process;
    },
  });
}
loop.on('signal', ({ signal }) => {
  process.emit(signal, signal, SIGNALS[signal]);
  watch(signal);
});

function environment() {
  const env = { ...facts.env };
  // What is assigned becomes text, as in the environment of a real process.
  return new Proxy(env, {
    set(target, key, value) {
      target[key] = String(value);
      if (typeof key === 'string') internal.host('setenv', key, String(value));
      return true;
    },
    deleteProperty(target, key) {
      delete target[key];
      if (typeof key === 'string') internal.host('setenv', key, null);
      return true;
    },
    defineProperty(target, key, descriptor) {
      target[key] = String(descriptor.value);
      return true;
    },
  });
}

function stream(fd) {
  const { Writable } = internal.builtin('stream');
  const made = new Writable({
    decodeStrings: false,
    write(chunk, encoding, done) {
      internal.host(
        fd === 1 ? 'out' : 'err',
        typeof chunk === 'string' ? chunk : internal.builtin('buffer').Buffer.from(chunk).toString(),
      );
      done();
    },
  });
  return Object.assign(made, { fd, isTTY: undefined, columns: undefined, _type: 'pipe' });
}

function input() {
  const { Readable } = internal.builtin('stream');
  let release;
  const made = new Readable({
    read() {
      if (release) return;
      release = loop.hold();
      internal.host('stdin');
    },
  });
  loop.on('stdin', ({ text }) => {
    if (text === null) {
      release?.();
      made.push(null);
    } else made.push(internal.builtin('buffer').Buffer.from(text));
  });
  return Object.assign(made, { fd: 0, isTTY: undefined, setRawMode: undefined });
}

function lazy(name, make) {
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
    },
  });
}

const hrtime = (since) => {
  const ns = Math.round(internal.host('now') * 1e6) - (since ? since[0] * 1e9 + since[1] : 0);
  return [Math.floor(ns / 1e9), ns % 1e9];
};
hrtime.bigint = () => BigInt(Math.round(internal.host('now') * 1e6));

function warn(warning, ...rest) {
  const options = typeof rest[0] === 'object' ? rest[0] : { type: rest[0], code: rest[1] };
  const name = warning instanceof Error ? warning.name : (options.type ?? 'Warning');
  const message = warning instanceof Error ? warning.message : String(warning);
  const made = warning instanceof Error ? warning : Object.assign(new Error(message), { name });
  loop.nextTick(() => process.emit('warning', made));
  internal.host(
    'err',
    `(node:${facts.pid}) ${options.code ? `[${options.code}] ` : ''}${name}: ${message}\n(Use \`node --trace-${name === 'DeprecationWarning' ? 'deprecation' : 'warnings'} ...\` to show where the warning was created)\n`,
  );
}

function kill(pid, signal = 'SIGTERM') {
  const name =
    typeof signal === 'number'
      ? (Object.entries(SIGNALS).find(([, number]) => number === signal)?.[0] ?? String(signal))
      : signal;
  if (name !== '0' && !Object.hasOwn(SIGNALS, name))
    throw errors.coded(TypeError, 'ERR_UNKNOWN_SIGNAL', `Unknown signal: ${signal}`);
  const answer = internal.host('kill', pid, name);
  if (answer === 'sent') return true;
  const error = errors.system(answer, 'kill');
  error.message = `kill ${answer}`;
  throw error;
}

let umask = facts.umask;
Object.assign(process, {
  title: 'node',
  version: `v${facts.version}`,
  versions: {
    node: facts.version,
    v8: facts.v8,
    uv: '1.46.0',
    zlib: '1.3.0.1',
    modules: facts.modules,
    openssl: '3.0.15',
  },
  arch: facts.arch,
  platform: 'linux',
  release: { name: 'node', ...(facts.lts ? { lts: facts.lts } : {}) },
  argv: facts.argv,
  argv0: 'node',
  execArgv: facts.execArgv,
  execPath: facts.execPath,
  pid: facts.pid,
  ppid: facts.ppid,
  exitCode: undefined,
  features: { inspector: true, debug: false, uv: true, ipv6: true, tls: true },
  config: { target_defaults: {}, variables: {} },
  env: environment(),
  exit: (code) => loop.exit(code ?? process.exitCode ?? 0),
  reallyExit: (code) => internal.halt('exit', (code ?? 0) & 255),
  abort: () => internal.halt('exit', 134),
  cwd: () => internal.host('cwd'),
  chdir(path) {
    const errno = internal.host('chdir', String(path));
    if (!errno) return;
    const error = errors.system(errno, 'chdir', { path: internal.host('cwd'), dest: path });
    throw error;
  },
  umask(mask) {
    const old = umask;
    if (mask !== undefined) umask = typeof mask === 'string' ? Number.parseInt(mask, 8) : mask;
    return old;
  },
  uptime: () => (internal.host('now') - facts.now) / 1000 + 0.03,
  hrtime,
  nextTick(callback, ...args) {
    errors.check('function', callback, 'callback');
    loop.nextTick(callback, ...args);
  },
  kill,
  emitWarning: warn,
  memoryUsage: Object.assign(
    () => ({ rss: 45_000_000, heapTotal: 6_500_000, heapUsed: 4_800_000, external: 1_600_000, arrayBuffers: 11_000 }),
    { rss: () => 45_000_000 },
  ),
  resourceUsage: () => ({ userCPUTime: 30_000, systemCPUTime: 10_000, maxRSS: 45_000 }),
  cpuUsage: () => ({ user: 30_000, system: 10_000 }),
  getuid: () => facts.uid,
  geteuid: () => facts.uid,
  getgid: () => facts.gid,
  getegid: () => facts.gid,
  getgroups: () => facts.groups,
  setuid: () => internal.notSimulated('process.setuid of node'),
  setgid: () => internal.notSimulated('process.setgid of node'),
  binding: () => internal.notSimulated('process.binding of node'),
  dlopen: () => internal.notSimulated('process.dlopen of node'),
  getBuiltinModule: (name) => internal.core('loader').builtinOrNothing(name),
  setUncaughtExceptionCaptureCallback: () =>
    internal.notSimulated('process.setUncaughtExceptionCaptureCallback of node'),
  hasUncaughtExceptionCaptureCallback: () => false,
  send: undefined,
  connected: undefined,
});
lazy('stdout', () => stream(1));
lazy('stderr', () => stream(2));
lazy('stdin', input);
// A handler of the main thread's end is none of a signal's: the names above only.
process.SIGNALS = undefined;
delete process.SIGNALS;
internal.signals = SIGNALS;

module.exports = process;
