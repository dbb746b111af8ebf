import type { Process } from '../../kernel/system.ts';
import { readJson } from '../npm/project.ts';
import { filesBelow, here, writeResult, type Source, type Tool } from './tool.ts';

/**
 * `tsc [-p FILE]`: writes a .js file for each .ts file of `include`, types of imports taken out. Found of the type errors
 * are packages that are not installed and Node's globals without @types/node, as TypeScript 5.9.3 words them (observed).
 * Left out: all other type errors, `extends`, `files`, `paths`, JSX.
 */
export const tsc: Tool = (process, args) => {
  const version = String(process.program?.facts?.['version'] ?? '5.9.3');
  if (args.includes('--version') || args.includes('-v')) {
    process.out(`Version ${version}\n`);
    return 0;
  }
  const at = args.findIndex(
    (arg) => /^(?:-p|--project|-b|--build)$/.test(arg) && args[args.indexOf(arg) + 1] !== undefined,
  );
  const path = configPath(process, at === -1 ? undefined : args[at + 1]);
  const config = path === undefined ? undefined : jsonWithComments(process, path);
  if (path === undefined || !config) {
    const named = at === -1 ? undefined : args[at + 1];
    process.out(
      named === undefined
        ? `Version ${version}\ntsc: The TypeScript Compiler - Version ${version}\n`
        : `error TS5058: The specified path does not exist: '${named}'.\n`,
    );
    return 1;
  }
  return compile(process, { path, config, args });
};

/** The file that is named, or the nearest tsconfig.json above the working folder. */
function configPath(process: Process, named: string | undefined): string | undefined {
  if (named !== undefined) return here(process, named.endsWith('.json') ? named : `${named}/tsconfig.json`);
  for (let folder = process.cwd; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    const path = `${folder === '/' ? '' : folder}/tsconfig.json`;
    if (process.files.stat(path).ok) return path;
    if (folder === '' || folder === '/') return undefined;
  }
}

interface Project {
  readonly path: string;
  readonly config: Record<string, unknown>;
  readonly args: readonly string[];
}

function compile(process: Process, { path, config, args }: Project): number {
  const options = (config['compilerOptions'] ?? {}) as Record<string, unknown>;
  const root = path.slice(0, path.lastIndexOf('/'));
  const include = Array.isArray(config['include']) ? config['include'].map(String) : ['**/*'];
  const outOption = args.includes('--outDir') ? args[args.indexOf('--outDir') + 1] : options['outDir'];
  const out = here(
    process,
    typeof outOption === 'string' ? `${args.includes('--outDir') ? '' : `${root}/`}${outOption}` : root,
  );
  const sources = include
    .flatMap((folder) => filesBelow(process, here(process, `${root}/${folder.replace(/\/?\*.*$/, '')}`)))
    .filter(
      ({ path: file }) => /\.[cm]?tsx?$/.test(file) && !file.endsWith('.d.ts') && !file.startsWith(`${out}/node`),
    );
  if (sources.length === 0) {
    process.out(
      `error TS18003: No inputs were found in config file '${path}'. Specified 'include' paths were '${JSON.stringify(include)}' and 'exclude' paths were '[]'.\n`,
    );
    return 2;
  }
  process.takes(2500);
  const errors = sources.flatMap((source) => typeErrors(process, source, root));
  for (const error of errors) process.out(`${error}\n`);
  if (options['noEmit'] === true || args.includes('--noEmit') || (errors.length && options['noEmitOnError'] === true))
    return errors.length ? 2 : 0;
  const base = here(
    process,
    `${root}/${typeof options['rootDir'] === 'string' ? options['rootDir'] : commonFolder(sources, root)}`,
  );
  const written = sources.every(({ path: file, text }) =>
    writeResult(process, `${out}${file.slice(base.length).replace(/\.([cm]?)tsx?$/, '.$1js')}`, {
      content: withoutTypeImports(text),
    }),
  );
  return errors.length ? 2 : written ? 0 : 1;
}

const NODE_GLOBALS = /(?<![\w$.'"`])(process|Buffer|require)(?=\s*[.(])/g;
const IMPORTED = /\b(?:from|import)\s*\(?\s*["']([^"'.][^"'\n]*)["']/g;

/** What cannot be found: packages, and Node's globals without their types. */
function typeErrors(process: Process, { path, text }: Source, root: string): readonly string[] {
  const isThere = (name: string) =>
    foldersAbove(path).some((folder) => process.files.stat(`${folder}/node_modules/${name}`).ok);
  const name = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  const place = (at: number) => {
    const before = text.slice(0, at).split('\n');
    return `${name}(${before.length},${(before.at(-1)?.length ?? 0) + 1})`;
  };
  const packages = [...text.matchAll(IMPORTED)].flatMap((match) => {
    const [whole, module = ''] = match;
    const bare = (module.startsWith('@') ? module.split('/', 2) : module.split('/', 1)).join('/');
    if (module.startsWith('node:') || isThere(bare) || isThere(`@types/${bare}`) || !/^@?[a-z]/.test(bare)) return [];
    if (/^(?:assert|buffer|child_process|crypto|events|fs|http|https|net|os|path|stream|url|util|zlib)$/.test(bare))
      return [];
    return [
      `${place(match.index + whole.search(/["']/))}: error TS2307: Cannot find module '${module}' or its corresponding type declarations.`,
    ];
  });
  const globals = isThere('@types/node')
    ? []
    : [...text.matchAll(NODE_GLOBALS)].map(
        (match) =>
          `${place(match.index)}: error TS2580: Cannot find name '${match[1]}'. Do you need to install type definitions for node? Try \`npm i --save-dev @types/node\`.`,
      );
  return [...packages, ...globals];
}

function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.push(path.slice(0, at));
  return [...folders, ''];
}

function withoutTypeImports(text: string): string {
  return text.replaceAll(/^(?:import|export)\s+type\s[^;]*;\n?/gm, '');
}

/** The longest folder that all sources share, below the folder of tsconfig.json. */
function commonFolder(sources: readonly Source[], root: string): string {
  const folders = sources.map(({ path }) =>
    path
      .slice(root.length + 1)
      .split('/')
      .slice(0, -1),
  );
  const [first = []] = folders;
  const length = first.findIndex((part, index) => folders.some((parts) => parts[index] !== part));
  return (length === -1 ? first : first.slice(0, length)).join('/') || '.';
}

function jsonWithComments(process: Process, path: string): Record<string, unknown> | undefined {
  const plain = readJson(process, path);
  if (plain) return plain;
  const found = process.files.read(path);
  if (!found.ok || found.value === undefined) return undefined;
  try {
    const text = found.value.replaceAll(
      /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g,
      (_, literal?: string) => literal ?? '',
    );
    return JSON.parse(text.replaceAll(/,(\s*[}\]])/g, '$1')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
