import type { Process } from '../../kernel/system.ts';

/** A Go module in the tree, as go.mod describes it. */
export interface GoModule {
  /** Absolute folder of go.mod. */
  readonly root: string;
  readonly path: string;
  /** The release that the `go` line asks for. */
  readonly go: string | undefined;
  readonly requires: readonly { readonly path: string; readonly version: string }[];
  /** Lines of go.sum as `path version`. */
  readonly sums: ReadonlySet<string>;
}

/** One folder of Go files. */
export interface GoPackage {
  /** Absolute folder. */
  readonly folder: string;
  readonly importPath: string;
  /** The package clause; `main` makes a program. */
  readonly name: string;
  /** Name of the program when files were named instead of a package. */
  readonly program?: string;
  readonly sources: readonly GoFile[];
  readonly tests: readonly GoFile[];
}

export interface GoFile {
  readonly name: string;
  readonly text: string;
  readonly digest: string;
  readonly imports: readonly { readonly path: string; readonly line: number; readonly column: number }[];
}

/** The module that the working folder belongs to. */
export function findModule(process: Process): GoModule | undefined {
  let folder = process.cwd;
  for (let depth = 0; depth < 64; depth++) {
    const text = read(process, `${folder === '/' ? '' : folder}/go.mod`);
    if (text !== undefined) return parseModule(process, folder, text);
    if (folder === '/' || folder === '') return undefined;
    folder = folder.slice(0, folder.lastIndexOf('/')) || '/';
  }
  return undefined;
}

function parseModule(process: Process, root: string, text: string): GoModule {
  const path = /^module\s+(\S+)/m.exec(text)?.[1] ?? 'command-line-arguments';
  const blocks = [...text.matchAll(/^require\s*\(([^)]*)\)/gm)].flatMap(([, block = '']) => block.split('\n'));
  const single = [...text.matchAll(/^require[ \t]+([^(\s]\S*[ \t]+\S+)/gm)].map(([, line = '']) => line);
  const requires = [...blocks, ...single].flatMap((line) => {
    const [, name, version] = /^\s*(\S+)\s+(v\S+)/.exec(line) ?? [];
    return name && version ? [{ path: name, version }] : [];
  });
  const sums = (read(process, `${root === '/' ? '' : root}/go.sum`) ?? '')
    .split('\n')
    .map((line) => line.split(' ').slice(0, 2).join(' '));
  const go = /^go\s+(\d[\d.]*)/m.exec(text)?.[1];
  return { root, path, go, requires, sums: new Set(sums) };
}

/** Text of a file; undefined when it is not there or has no text. */
export function read(process: Process, path: string): string | undefined {
  const found = process.files.read(path);
  return found.ok ? found.value : undefined;
}

/** The package of one folder of the module; undefined without Go files that this platform builds. */
export function readPackage(process: Process, module: GoModule, folder: string): GoPackage | undefined {
  const names = process.files.list(folder);
  if (!names.ok) return undefined;
  const files = names.value.filter((name) => name.endsWith('.go') && !/^[_.]/.test(name));
  const below = folder === module.root ? '' : folder.slice(module.root === '/' ? 0 : module.root.length);
  const found = readFiles(process, folder, files);
  return found ? { ...found, importPath: `${module.path}${below}` } : undefined;
}

/** The package that these files of a folder make, without an import path. */
export function readFiles(
  process: Process,
  folder: string,
  files: readonly string[],
): Omit<GoPackage, 'importPath'> | undefined {
  const sources: GoFile[] = [];
  const tests: GoFile[] = [];
  for (const name of files) {
    const file = readFile(process, folder, name);
    if (file) (name.endsWith('_test.go') ? tests : sources).push(file);
  }
  if (sources.length + tests.length === 0) return undefined;
  const name = /^package\s+(\w+)/m.exec((sources[0] ?? tests[0])?.text ?? '')?.[1] ?? 'main';
  return { folder, name, sources, tests };
}

function readFile(process: Process, folder: string, name: string): GoFile | undefined {
  const path = `${folder === '/' ? '' : folder}/${name}`;
  const entry = process.files.stat(path);
  const text = read(process, path);
  if (!entry.ok || text === undefined) return undefined;
  return { name, text, digest: entry.value.digest, imports: importsOf(text) };
}

/** Import paths in the import declarations at the head of a file. */
function importsOf(text: string): GoFile['imports'] {
  const found: { path: string; line: number; column: number }[] = [];
  let open = false;
  for (const [index, line] of text.split('\n').entries()) {
    const single = /^import\s+(?:[\w.]+\s+)?"([^"]+)"/.exec(line);
    const inside = open ? /^\s*(?:[\w.]+\s+)?"([^"]+)"/.exec(line) : null;
    const path = single?.[1] ?? inside?.[1];
    if (path !== undefined) found.push({ path, line: index + 1, column: line.indexOf('"') + 1 });
    if (/^import\s*\(/.test(line)) open = true;
    else if (open && line.startsWith(')')) open = false;
    if (/^(?:func|type|var|const)\b/.test(line)) break;
  }
  return found;
}

/** Folders that `./...`, `./cmd/...`, `./cmd/x`, `.` or an import path of the module name; undefined: no such folder. */
export function foldersOf(process: Process, module: GoModule, pattern: string): readonly string[] | undefined {
  const all = pattern.endsWith('...');
  const word = pattern.replace(/\/?\.\.\.$/, '') || '.';
  const inModule = word === module.path || word.startsWith(`${module.path}/`);
  const start = inModule ? module.root + word.slice(module.path.length) : cleaned(process.path(word));
  const entry = process.files.stat(start);
  if (!entry.ok || entry.value.kind !== 'dir') return undefined;
  if (!all) return [start];
  const folders = new Set<string>();
  for (const [path, { kind }] of process.files.walk(start)) {
    const below = path.slice(start.length);
    if (kind !== 'file' || !path.endsWith('.go') || /\/(?:[_.][^/]*|testdata|vendor|node_modules)\//.test(below))
      continue;
    folders.add(path.slice(0, path.lastIndexOf('/')) || '/');
  }
  return [...folders].toSorted();
}

function cleaned(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
