import type { Process } from '../kernel/system.ts';

/** How a module was asked for: it decides about endings, `exports` conditions and the words of errors. */
export type Way = 'require' | 'import';

/** What a specifier leads to. */
export type Resolved =
  | { readonly path: string }
  | { readonly builtin: string }
  /** An installed package whose code is not there: the npm model writes no code. */
  | { readonly codeless: string }
  | { readonly error: ResolutionError };

/** An error as Node throws it; further fields become properties of the error. */
export interface ResolutionError {
  readonly code: string;
  readonly message: string;
  readonly type?: 'TypeError';
  readonly [field: string]: unknown;
}

const BUILT_IN =
  /^(?:node:.*|assert|async_hooks|buffer|child_process|cluster|console|constants|crypto|dgram|diagnostics_channel|dns|domain|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|punycode|querystring|readline|repl|stream|string_decoder|sys|timers|tls|trace_events|tty|url|util|v8|vm|wasi|worker_threads|zlib)(?:\/(?:promises|strict|posix|win32|types|web|consumers))?$/;

/** Whether a name is one of Node's own modules. */
export function isBuiltin(name: string): boolean {
  return BUILT_IN.test(name);
}

/** A path without `.`, `..` and doubled slashes. */
export function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** `/a/b`, `/a`, and the root as an empty text, for `/a/b/c.js`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.push(path.slice(0, at));
  return [...folders, ''];
}

/** A package.json of the tree; undefined when there is none or it is no object. */
export function packageJson(process: Process, folder: string): Readonly<Record<string, unknown>> | undefined {
  const found = process.files.read(`${folder}/package.json`);
  if (!found.ok || found.value === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(found.value);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const isFile = (process: Process, path: string): boolean => {
  const entry = process.files.stat(path);
  return entry.ok && entry.value.kind === 'file';
};
const isFolder = (process: Process, path: string): boolean => {
  const entry = process.files.stat(path);
  return entry.ok && entry.value.kind === 'dir';
};

/** Links are followed: a module has the name of its real file. */
function real(process: Process, path: string): string {
  const found = process.files.resolve(path);
  return found.ok ? found.value : path;
}

/** The file behind a path as `require` guesses it: endings, then a folder's main file. */
export function guessFile(process: Process, path: string): string | undefined {
  const file = [path, `${path}.js`, `${path}.json`, `${path}.node`].find((each) => isFile(process, each));
  if (file !== undefined) return file;
  if (!isFolder(process, path)) return undefined;
  const main = packageJson(process, path)?.['main'];
  const named = typeof main === 'string' ? resolved(`${path}/${main}`) : undefined;
  const candidates = [
    ...(named === undefined ? [] : [named, `${named}.js`, `${named}.json`, `${named}/index.js`]),
    `${path}/index.js`,
    `${path}/index.json`,
  ];
  return candidates.find((each) => isFile(process, each));
}

interface Ask {
  readonly name: string;
  /** The file that asks; a path. */
  readonly from: string;
  readonly way: Way;
}

/** Finds a module. Source: the algorithms in Node's documentation of modules and of ECMAScript modules. */
export function resolveModule(process: Process, ask: Ask): Resolved {
  const { name, way } = ask;
  if (isBuiltin(name)) return { builtin: name };
  if (name.startsWith('file://')) return fileAt(process, decodeURIComponent(name.slice(7)), ask);
  if (/^[a-z][a-z\d+.-]+:/i.test(name) && way === 'import') return { error: unsupported(name) };
  if (name.startsWith('/') || /^\.\.?(?:\/|$)/.test(name)) {
    const base = name.startsWith('/') ? name : `${ask.from.slice(0, ask.from.lastIndexOf('/'))}/${name}`;
    return fileAt(process, resolved(base), ask);
  }
  return name.startsWith('#') ? ownImport(process, ask) : packageAt(process, ask);
}

function fileAt(process: Process, path: string, ask: Ask): Resolved {
  const found = ask.way === 'require' ? guessFile(process, path) : isFile(process, path) ? path : undefined;
  if (found !== undefined) return { path: real(process, found) };
  if (ask.way === 'require') return { error: notFound(ask.name) };
  if (isFolder(process, path))
    return {
      error: {
        code: 'ERR_UNSUPPORTED_DIR_IMPORT',
        message: `Directory import '${path}' is not supported resolving ES modules imported from ${ask.from}`,
        url: `file://${path}`,
      },
    };
  return {
    error: {
      code: 'ERR_MODULE_NOT_FOUND',
      message: `Cannot find module '${path}' imported from ${ask.from}`,
      url: `file://${path}`,
    },
  };
}

function notFound(name: string): ResolutionError {
  return { code: 'MODULE_NOT_FOUND', message: `Cannot find module '${name}'` };
}

function unsupported(name: string): ResolutionError {
  const protocol = name.slice(0, name.indexOf(':') + 1);
  return {
    code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME',
    message: `Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '${protocol}'`,
  };
}

const parts = (name: string): { bare: string; below: string } => {
  const bare = (name.startsWith('@') ? name.split('/', 2) : name.split('/', 1)).join('/');
  return { bare, below: name.slice(bare.length) };
};

function packageAt(process: Process, ask: Ask): Resolved {
  const { bare, below } = parts(ask.name);
  const own = foldersAbove(ask.from).find((folder) => packageJson(process, folder) !== undefined);
  const json = own === undefined ? undefined : packageJson(process, own);
  if (own !== undefined && json?.['name'] === bare && json['exports'] !== undefined)
    return inPackage(process, { folder: own, below, ask });
  const folder = foldersAbove(ask.from)
    .map((above) => `${above}/node_modules/${bare}`)
    .find((candidate) => isFolder(process, candidate));
  if (folder !== undefined) return inPackage(process, { folder, below, ask });
  // A single file in node_modules, as require finds it.
  const single =
    ask.way === 'require'
      ? foldersAbove(ask.from)
          .map((above) => guessFile(process, `${above}/node_modules/${ask.name}`))
          .find((each) => each !== undefined)
      : undefined;
  if (single !== undefined) return { path: single };
  if (ask.way === 'require') return { error: notFound(ask.name) };
  return {
    error: { code: 'ERR_MODULE_NOT_FOUND', message: `Cannot find package '${bare}' imported from ${ask.from}` },
  };
}

interface Within {
  readonly folder: string;
  /** What follows the name of the package: `/sub/path`. */
  readonly below: string;
  readonly ask: Ask;
}

function inPackage(process: Process, { folder, below, ask }: Within): Resolved {
  const json = packageJson(process, folder) ?? {};
  const { exports } = json;
  if (exports !== undefined && exports !== null) {
    const target = exported(exports, `.${below}`, ask.way);
    if (target === undefined)
      return hasCode(process, folder) ? { error: notExported(folder, below) } : { codeless: parts(ask.name).bare };
    const path = resolved(`${folder}/${target}`);
    return isFile(process, path) ? { path: real(process, path) } : missingIn(process, folder, { path, ask });
  }
  const found = guessFile(process, `${folder}${below}`);
  if (found !== undefined && (ask.way === 'require' || below === '' || isFile(process, `${folder}${below}`)))
    return { path: real(process, found) };
  return missingIn(process, folder, { path: `${folder}${below}`, ask });
}

function missingIn(process: Process, folder: string, what: { path: string; ask: Ask }): Resolved {
  if (!hasCode(process, folder)) return { codeless: parts(what.ask.name).bare };
  if (what.ask.way === 'require') return { error: notFound(what.ask.name) };
  return {
    error: {
      code: 'ERR_MODULE_NOT_FOUND',
      message: `Cannot find module '${what.path}' imported from ${what.ask.from}`,
    },
  };
}

/** A package that holds a script whose text is known. */
function hasCode(process: Process, folder: string): boolean {
  for (const [path, entry] of process.files.walk(folder))
    if (entry.kind === 'file' && entry.content !== undefined && /\.[cm]?js$/.test(path)) return true;
  return false;
}

function notExported(folder: string, below: string): ResolutionError {
  const message =
    below === ''
      ? `No "exports" main defined in ${folder}/package.json`
      : `Package subpath '.${below}' is not defined by "exports" in ${folder}/package.json`;
  return { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED', message };
}

/** The target of a subpath in `exports` or `imports`, with conditions and one `*`. */
function exported(exports: unknown, subpath: string, way: Way): string | undefined {
  if (typeof exports === 'string' || Array.isArray(exports) || !hasSubpaths(exports))
    return subpath === '.' ? conditional(exports, way) : undefined;
  const map = exports as Readonly<Record<string, unknown>>;
  if (subpath in map) return conditional(map[subpath], way);
  for (const [pattern, target] of Object.entries(map).toSorted(([one], [other]) => other.length - one.length)) {
    const star = pattern.indexOf('*');
    if (star < 0) continue;
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (!subpath.startsWith(before) || !subpath.endsWith(after) || subpath.length < pattern.length) continue;
    const match = subpath.slice(before.length, subpath.length - after.length);
    return conditional(target, way)?.replaceAll('*', () => match);
  }
  return undefined;
}

function hasSubpaths(exports: unknown): boolean {
  return typeof exports === 'object' && exports !== null && Object.keys(exports).some((key) => /^[.#]/.test(key));
}

function conditional(target: unknown, way: Way): string | undefined {
  if (typeof target === 'string') return target;
  if (Array.isArray(target)) return target.map((each) => conditional(each, way)).find((each) => each !== undefined);
  if (typeof target !== 'object' || target === null) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    if (condition !== 'node' && condition !== 'default' && condition !== way && condition !== 'node-addons') continue;
    const found = conditional(inner, way);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `#name`: what `imports` of the nearest package.json says. */
function ownImport(process: Process, ask: Ask): Resolved {
  const folder = foldersAbove(ask.from).find((each) => packageJson(process, each) !== undefined);
  const target =
    folder === undefined ? undefined : exported(packageJson(process, folder)?.['imports'] ?? {}, ask.name, ask.way);
  if (folder === undefined || target === undefined)
    return {
      error: {
        code: 'ERR_PACKAGE_IMPORT_NOT_DEFINED',
        type: 'TypeError',
        message: `Package import specifier "${ask.name}" is not defined${folder === undefined ? '' : ` in package ${folder}/package.json`} imported from ${ask.from}`,
      },
    };
  if (!target.startsWith('.')) return resolveModule(process, { ...ask, name: target, from: `${folder}/package.json` });
  return fileAt(process, resolved(`${folder}/${target}`), ask);
}
