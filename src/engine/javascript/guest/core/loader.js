// require and how a program begins.
const errors = internal.core('errors');
const loop = internal.core('loop');

const loaded = Object.create(null);
const PREFIX = '(function __module(exports, require, module, __filename, __dirname) { ';

/** Modules of Node that have no model: their use ends the program as not simulated. */
const UNMODELLED = new Set(
  'async_hooks child_process cluster dgram diagnostics_channel dns domain http2 inspector punycode repl sys tls trace_events tty v8 vm wasi worker_threads zlib https stream/web test/reporters inspector/promises dns/promises readline/promises sea sqlite'.split(' '),
); // prettier-ignore
/** Only with `node:` before them. */
const PREFIXED = new Set(['test', 'test/reporters', 'sea', 'sqlite']);

const stripped = (name) => (name.startsWith('node:') ? name.slice(5) : name);

function isBuiltin(name) {
  const bare = stripped(name);
  if (PREFIXED.has(bare) && !name.startsWith('node:')) return false;
  return UNMODELLED.has(bare) || internal.hasBuiltin(bare);
}

/** A module without a model, or the part of one that is left out: it is there, and whoever uses it is told. */
function unmodelled(name) {
  const say = (key) => {
    if (key === 'then' || typeof key === 'symbol' || key === '__esModule') return undefined;
    return internal.notSimulated(`node module ${name}`);
  };
  return new Proxy(function missing() {}, {
    get: (_, key) => (key === 'default' || key === 'prototype' ? undefined : say(key)),
    apply: () => say('call'),
    construct: () => say('new'),
  });
}

const LEFT_OUT = internal.core('left-out');
const guarded = new Map();

/** The module with names that Node has and the model has not: they say so when they are used. */
function guard(name, real) {
  const rest = LEFT_OUT[name];
  if (!rest) return real;
  for (const key of rest) {
    if (key in real) continue;
    const say = () => internal.notSimulated(`${key} of node module ${name}`);
    Object.defineProperty(real, key, {
      enumerable: true,
      configurable: true,
      writable: true,
      value: new Proxy(function missing() {}, {
        get: (_, inner) =>
          typeof inner === 'symbol' || inner === 'prototype' || inner === 'name' || inner === 'length'
            ? undefined
            : say(),
        apply: say,
        construct: say,
      }),
    });
  }
  return real;
}

function requireBuiltin(given) {
  const name = stripped(given);
  const known = guarded.get(name);
  if (known) return known;
  const made = UNMODELLED.has(name) && !internal.hasBuiltin(name) ? unmodelled(name) : internal.builtin(name);
  guarded.set(name, made);
  return guard(name, made);
}

/** An error of resolution as Node throws it. */
function resolutionError({ code, message, type, stack, ...rest }) {
  if (code === 'NOT_SIMULATED') internal.notSimulated(message);
  const error = new (type === 'TypeError' ? TypeError : Error)(message);
  const frames = error.stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  const tag = code === 'MODULE_NOT_FOUND' ? '' : ` [${code}]`;
  error.stack = `${error.name}${tag}: ${message}\n${stack ?? '    at node:internal/modules/cjs/loader'}${frames ? `\n${frames}` : ''}`;
  return Object.assign(error, { code, ...rest });
}

class Module {
  constructor(id, parent) {
    this.id = id;
    this.path = id.slice(0, id.lastIndexOf('/')) || '/';
    this.exports = {};
    this.filename = id;
    this.loaded = false;
    this.children = [];
    this.paths = [];
    Object.defineProperty(this, 'parent', { value: parent, enumerable: false, configurable: true });
  }
  require(name) {
    return requireFrom(this, name);
  }
}

function stackOf(module) {
  const stack = [];
  for (let at = module; at; at = at.parent) stack.push(at.filename);
  return stack;
}

function resolve(module, name) {
  if (isBuiltin(name)) return { builtin: name };
  const found = internal.host('resolve', name, module.filename, 'require');
  if (found.path !== undefined || found.builtin !== undefined) return found;
  if (found.error.code !== 'MODULE_NOT_FOUND') throw resolutionError(found.error);
  const requireStack = stackOf(module);
  const list = requireStack.map((path) => `\n- ${path}`).join('');
  throw resolutionError({ ...found.error, message: `${found.error.message}\nRequire stack:${list}`, requireStack });
}

function requireFrom(module, name) {
  errors.check('string', name, 'id');
  if (name === '')
    throw errors.coded(TypeError, 'ERR_INVALID_ARG_VALUE', "The argument 'id' must be a non-empty string. Received ''");
  const found = resolve(module, name);
  if (found.builtin !== undefined) return requireBuiltin(found.builtin);
  return loadFile(found.path, module).exports;
}

/** Runs a CommonJS file once. */
function loadFile(path, parent) {
  const known = loaded[path];
  if (known) return known;
  const module = new Module(path, parent);
  loaded[path] = module;
  parent?.children.push(module);
  let done = false;
  try {
    run(module, internal.host('file', path));
    done = true;
  } finally {
    if (!done) delete loaded[path];
  }
  module.loaded = true;
  return module;
}

function run(module, { text, format, error }) {
  if (error) throw resolutionError(error);
  if (format === 'json') {
    try {
      module.exports = JSON.parse(text);
    } catch (failure) {
      failure.message = `${module.filename}: ${failure.message}`;
      failure.stack = `SyntaxError: ${failure.message}\n    at node:internal/modules/cjs/loader`;
      throw failure;
    }
    return;
  }
  if (format === 'module') return requireOfModule(module);
  const body = text.startsWith('#!') ? `//${text.slice(2)}` : text;
  errors.remember(module.filename, text, PREFIX.length);
  const wrapper = internal.compile(`${PREFIX}${body}\n})`, module.filename);
  wrapper.call(module.exports, module.exports, makeRequire(module), module, module.filename, module.path);
  return undefined;
}

function requireOfModule(module) {
  const parent = module.parent?.filename ?? module.filename;
  throw resolutionError({
    code: 'ERR_REQUIRE_ESM',
    message: `require() of ES Module ${module.filename} from ${parent} not supported.\nInstead change the require of ${module.filename.slice(module.filename.lastIndexOf('/') + 1)} in ${parent} to a dynamic import() which is available in all CommonJS modules.`,
  });
}

function makeRequire(module) {
  const require = (name) => requireFrom(module, name);
  require.resolve = (name) => resolve(module, name).path ?? name;
  require.main = internal.mainModule;
  require.cache = loaded;
  require.extensions = Object.create(null);
  return require;
}

/** The main program as an ES module; what it waits for at its top level may never come (exit code 13). */
function importMain(url) {
  const problem = internal.host('link', url);
  if (problem) throw problem.syntax ? linkError(problem) : resolutionError(problem);
  let settled = false;
  internal.unsettledMain = () => !settled;
  import(url).then(
    () => (settled = true),
    (error) => {
      settled = true;
      if (typeof error === 'object' && error !== null) internal.rejections.add(error);
      loop.run(() => {
        throw error;
      });
    },
  );
}

function linkError({ message }) {
  const error = new SyntaxError(message);
  error.stack = `SyntaxError: ${message}`;
  return error;
}

/** `--check`: the file is read and not run. */
function check(path) {
  const { text, format } = internal.host('file', path);
  errors.remember(path, text, format === 'module' ? 0 : PREFIX.length);
  if (format === 'module') internal.compileModule(text, path);
  else if (format === 'commonjs') internal.compile(`${PREFIX}${text}\n})`, path);
}

/** `-e` and `-p`: a script whose globals are the modules of Node. */
function evaluate({ text, print }) {
  for (const name of [
    'fs',
    'os',
    'path',
    'util',
    'http',
    'events',
    'assert',
    'url',
    'crypto',
    'child_process',
    'net',
    'stream',
    'zlib',
    'querystring',
    'readline',
    'buffer',
    'vm',
    'v8',
    'dns',
    'cluster',
    'tls',
    'https',
    'perf_hooks',
    'timers',
  ])
    Object.defineProperty(globalThis, name, {
      configurable: true,
      enumerable: false,
      get: () => requireBuiltin(name),
      set(value) {
        Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
      },
    });
  const cwd = internal.host('cwd');
  const module = new Module(`${cwd === '/' ? '' : cwd}/[eval]`);
  module.id = '[eval]';
  Object.assign(globalThis, {
    require: makeRequire(module),
    module,
    exports: module.exports,
    __filename: '[eval]',
    __dirname: '.',
  });
  errors.remember('[eval]', text);
  const value = internal.compile(text, '[eval]');
  if (print) internal.host('out', `${internal.core('inspect').format(value)}\n`);
}

module.exports = {
  requireBuiltin,
  resolutionError,
  loadFile,
  isBuiltin,
  Module,
  builtinOrNothing: (name) => (isBuiltin(name) ? requireBuiltin(name) : undefined),
  requireFor(path) {
    const module = new Module(path);
    return makeRequire(module);
  },
  /** Starts what the command line asked for. */
  runMain({ main }) {
    for (const name of main.preload ?? []) requireFrom(new Module(`${internal.host('cwd')}/[preload]`), name);
    if (main.kind === 'eval') return evaluate(main);
    if (main.kind === 'evalModule') return importMain(`file://${internal.host('cwd').replace(/\/$/, '')}/[eval1]`);
    if (main.kind === 'check') return check(main.path);
    if (main.kind === 'module') return importMain(`file://${main.path}`);
    if (main.kind === 'test') return internal.builtin('test').runFiles(main.files);
    const module = new Module(main.path);
    module.id = '.';
    loaded[main.path] = module;
    internal.mainModule = module;
    internal.process.mainModule = module;
    run(module, internal.host('file', main.path));
    module.loaded = true;
    return undefined;
  },
};
