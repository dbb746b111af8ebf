import type { Program } from '../../files/tree.ts';
import type { Process } from '../../kernel/system.ts';
import { manifest, readJson } from '../npm/project.ts';
import { missingFile, missingModule, missingPackage, uncaught, nodeVersion } from './errors.ts';

/** A file of the program with its text, comments blanked out. */
export interface Script {
  readonly path: string;
  readonly text: string;
}

/** The program's own files, or the exit code of the error that was printed. */
export type Graph =
  { readonly ok: true; readonly scripts: readonly Script[] } | { readonly ok: false; readonly exit: number };

const BUILT_IN =
  /^(?:node:.*|assert|async_hooks|buffer|child_process|cluster|console|constants|crypto|dgram|diagnostics_channel|dns|domain|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|punycode|querystring|readline|repl|stream|string_decoder|sys|timers|tls|trace_events|tty|url|util|v8|vm|wasi|worker_threads|zlib)(?:\/.*)?$/;
const MOST_FILES = 400;

interface Walk {
  readonly process: Process;
  readonly scripts: Map<string, Script>;
  readonly packages: Set<string>;
  readonly queue: string[];
}

/**
 * Loads a program as Node does before its first line runs: every static import and require is followed through the
 * program's files and, by their package.json, through installed packages. Native addons are loaded too.
 */
export function loadGraph(process: Process, entry: string): Graph {
  const walk: Walk = { process, scripts: new Map(), packages: new Set(), queue: [entry] };
  for (let next = walk.queue.shift(); next !== undefined; next = walk.queue.shift()) {
    if (walk.scripts.has(next) || walk.scripts.size > MOST_FILES) continue;
    const found = process.files.read(next);
    const text = withoutComments((found.ok ? found.value : undefined) ?? '');
    walk.scripts.set(next, { path: next, text });
    const exit = wrongSyntax(walk, next, text) ?? follow(walk, next, text);
    if (exit !== undefined) return { ok: false, exit };
  }
  return { ok: true, scripts: [...walk.scripts.values()] };
}

/** Text with comments removed; strings are kept. */
export function withoutComments(text: string): string {
  return text.replaceAll(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`)|\/\/[^\n]*|\/\*[^]*?\*\//g,
    (_, literal?: string) => literal ?? ' ',
  );
}

/** `import` where the file is no module, and `require` where it is one: errors before the first line runs. */
function wrongSyntax({ process }: Walk, path: string, text: string): number | undefined {
  const type = path.endsWith('.mjs') ? 'module' : path.endsWith('.cjs') ? 'commonjs' : typeOf(process, path);
  if (type === 'module') {
    const used = /^(?:.*[=\s(])?require\(\s*["']/m.test(text) && !/\bcreateRequire\b/.test(text);
    return used ? requireInModule(process, path) : undefined;
  }
  if (!/^\s*import\s[^(]*["']/m.test(text) || (type === undefined && guessesModules(process))) return undefined;
  const line = text.split('\n').findIndex((each) => /^\s*import\s/.test(each));
  const head = `${path}:${line + 1}\n${text.split('\n')[line] ?? ''}\n^^^^^^`;
  return uncaught(process, ['SyntaxError: Cannot use import statement outside a module'], head);
}

/** Without a `type`, Node looks at the syntax since 20.19 and 22.7 (nodejs/node, release notes of these versions). */
function guessesModules(process: Process): boolean {
  const [major = 22, minor = 7] = nodeVersion(process).split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 7) || (major === 20 && minor >= 19);
}

function requireInModule(process: Process, path: string): number {
  return uncaught(
    process,
    [
      'ReferenceError: require is not defined in ES module scope, you can use import instead',
      ...(path.endsWith('.js')
        ? [
            `This file is being treated as an ES module because it has a '.js' file extension and its package.json contains "type": "module". To treat it as a CommonJS script, rename it to use the '.cjs' file extension.`,
          ]
        : []),
    ],
    `file://${path}`,
  );
}

/** `type` of the nearest package.json. */
function typeOf(process: Process, path: string): string | undefined {
  for (const folder of foldersAbove(path)) {
    const json = readJson(process, `${folder}/package.json`);
    if (json) return manifest(json).type;
    if (folder.endsWith('/node_modules')) return undefined;
  }
  return undefined;
}

/** `/a/b`, `/a`, and the root as an empty text, for `/a/b/c.js`. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.push(path.slice(0, at));
  return [...folders, ''];
}

const IMPORT =
  /\bimport\s*(?:[\w*{][^;"'()]*?\bfrom\s*)?["']([^"'\n]+)["']|\bexport\s[^;"'()]*?\bfrom\s*["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)|\brequire\(\s*["']([^"'\n]+)["']\s*\)/g;

function follow(walk: Walk, path: string, text: string): number | undefined {
  for (const [whole, from, again, lazy, required] of text.matchAll(IMPORT)) {
    if (/^import\s+type\b/.test(whole)) continue;
    const name = from ?? again ?? lazy ?? required ?? '';
    if (BUILT_IN.test(name) || name.startsWith('#') || name.startsWith('data:')) continue;
    const asModule = required === undefined;
    const exit =
      name.startsWith('.') || name.startsWith('/')
        ? followFile(walk, { path, name, asModule })
        : followPackage(walk, { path, name, asModule });
    if (exit !== undefined) return exit;
  }
  return undefined;
}

interface Reference {
  readonly path: string;
  readonly name: string;
  readonly asModule: boolean;
}

function followFile(walk: Walk, { path, name, asModule }: Reference): number | undefined {
  const target = resolved(name.startsWith('/') ? name : `${path.slice(0, path.lastIndexOf('/'))}/${name}`);
  const found = resolveFile(walk.process, target, !asModule);
  if (found === undefined)
    return asModule ? missingFile(walk.process, target, path) : missingModule(walk.process, name, path);
  if (found.endsWith('.node')) return loadAddon(walk.process, found);
  if (/\.(?:[cm]?js|ts)$/.test(found) || !/\.\w+$/.test(found)) walk.queue.push(found);
  return undefined;
}

/** The file behind a path: as it is, and for require also with an ending or as a folder. */
export function resolveFile(process: Process, path: string, guess: boolean): string | undefined {
  const candidates = guess ? [path, `${path}.js`, `${path}.json`, `${path}.node`, `${path}/index.js`] : [path];
  const isFile = (candidate: string) => {
    const entry = process.files.stat(candidate);
    return entry.ok && entry.value.kind === 'file';
  };
  return candidates.find(isFile);
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

function followPackage(walk: Walk, { path, name, asModule }: Reference): number | undefined {
  const { process } = walk;
  const bare = (name.startsWith('@') ? name.split('/', 2) : name.split('/', 1)).join('/');
  const folder = foldersAbove(path)
    .map((above) => `${above}/node_modules/${bare}`)
    .find((candidate) => process.files.stat(candidate).ok);
  if (folder === undefined) return asModule ? missingPackage(process, bare, path) : missingModule(process, name, path);
  if (walk.packages.has(folder)) return undefined;
  walk.packages.add(folder);
  const json = readJson(process, `${folder}/package.json`);
  for (const dependency of Object.keys(json ? (manifest(json).dependencies ?? {}) : {})) {
    const exit = followPackage(walk, { path: `${folder}/index.js`, name: dependency, asModule: false });
    if (exit !== undefined) return exit;
  }
  return loadAddons(process, folder, json ? Object.keys(manifest(json).dependencies ?? {}) : []);
}

/** The addons of one package; a package that looks for one with `bindings` and has none fails as that does. */
function loadAddons(process: Process, folder: string, dependencies: readonly string[]): number | undefined {
  const addons = ['build/Release', 'lib/binding/napi-v3'].flatMap((below) => {
    const names = process.files.list(`${folder}/${below}`);
    return names.ok
      ? names.value.filter((name) => name.endsWith('.node')).map((name) => `${folder}/${below}/${name}`)
      : [];
  });
  if (addons.length === 0 && dependencies.includes('bindings')) {
    return uncaught(process, [
      'Error: Could not locate the bindings file. Tried:',
      ` → ${folder}/build/Release/${folder.slice(folder.lastIndexOf('/') + 1).replaceAll('-', '_')}.node`,
      `    at bindings (${folder.slice(0, folder.lastIndexOf('/'))}/bindings/bindings.js)`,
    ]);
  }
  for (const addon of addons) {
    const exit = loadAddon(process, addon);
    if (exit !== undefined) return exit;
  }
  return undefined;
}

const GLIBC: Readonly<Record<string, string>> = {
  amd64: 'ld-linux-x86-64.so.2',
  arm64: 'ld-linux-aarch64.so.1',
  arm: 'ld-linux-armhf.so.3',
};
const MUSL: Readonly<Record<string, string>> = {
  amd64: 'libc.musl-x86_64.so.1',
  arm64: 'libc.musl-aarch64.so.1',
  arm: 'libc.musl-armv7.so.1',
};

/**
 * How musl refuses an addon made for glibc. Those that name glibc's loader miss that file; SQLite's name only libc, for which musl
 * stands in, and stop at the first symbol it lacks (reported for better-sqlite3 in dbgate/dbgate#1165, for sqlite3 in TryGhost/node-sqlite3#1576).
 */
function onMusl(path: string, arch: string): string {
  if (/sqlite3?\.node$/.test(path)) return `Error relocating ${path}: fcntl64: symbol not found`;
  return `Error loading shared library ${GLIBC[arch] ?? 'ld-linux.so'}: No such file or directory (needed by ${path})`;
}

/** Versions of the module ABI by major release; source: nodejs/node doc/abi_version_registry.json. */
const ABI: Readonly<Record<number, number>> = { 18: 108, 20: 115, 22: 127, 24: 137 };

/** An addon bound to the ABI of another Node release; known for the releases above. */
function otherNode(process: Process, path: string, { facts }: Program): readonly string[] | undefined {
  const built = ABI[Number(facts?.['node'])];
  const own = ABI[Number.parseInt(nodeVersion(process), 10)];
  if (built === undefined || own === undefined || built === own) return undefined;
  return [
    `Error: The module '${path}'`,
    'was compiled against a different Node.js version using',
    `NODE_MODULE_VERSION ${built}. This version of Node.js requires`,
    `NODE_MODULE_VERSION ${own}. Please try re-compiling or re-installing`,
    'the module (for instance, using `npm rebuild` or `npm install`).',
  ];
}

/** dlopen of an addon: the processor and the C library must be those of node. */
function loadAddon(process: Process, path: string): number | undefined {
  const entry = process.files.stat(path);
  const program = entry.ok ? entry.value.program : undefined;
  if (!program) return undefined;
  const { libc } = process.system.os;
  const arch = process.system.platform.split('/')[1] ?? 'amd64';
  const wrong =
    program.arch !== arch
      ? `${path}: ${libc === 'musl' ? 'Exec format error' : 'cannot open shared object file: No such file or directory'}`
      : program.libc === 'glibc' && libc === 'musl'
        ? onMusl(path, arch)
        : program.libc === 'musl' && libc !== 'musl'
          ? `${MUSL[arch] ?? 'libc.musl.so'}: cannot open shared object file: No such file or directory`
          : undefined;
  const lines = wrong === undefined ? otherNode(process, path, program) : [`Error: ${wrong}`];
  if (lines === undefined) return undefined;
  return uncaught(process, [
    ...lines,
    '    at Object..node (node:internal/modules/cjs/loader) {',
    "  code: 'ERR_DLOPEN_FAILED'",
    '}',
  ]);
}
