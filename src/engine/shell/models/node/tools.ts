import { digestOf } from '../../../base/digest.ts';
import type { Process } from '../../system.ts';
import { readJson } from '../npm/project.ts';
import { runTests, testFiles } from './tests.ts';

/** A development tool behind node_modules/.bin. Answers the exit code. */
export type Tool = (process: Process, args: readonly string[]) => number;

interface Source {
  readonly path: string;
  readonly text: string;
  readonly size: number;
  readonly digest: string;
}

function filesBelow(process: Process, folder: string): Source[] {
  const files: Source[] = [];
  for (const [path, entry] of process.files.walk(folder)) {
    if (entry.kind === 'file' && !path.includes('/node_modules/'))
      files.push({ path, text: entry.content ?? '', size: entry.size, digest: entry.digest });
  }
  return files;
}

function write(process: Process, path: string, file: { content?: string; size?: number; digest?: string }): boolean {
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  const written = process.files.write(path, file);
  if (!written.ok) process.err(`Error: EACCES: permission denied, open '${path}'\n`);
  return written.ok;
}

const here = (process: Process, path: string): string => process.path(path).replaceAll('/./', '/').replace(/\/$/, '');

/**
 * `tsc [-p FILE]`: writes a .js file for each .ts file of `include`, types of imports taken out, nothing checked.
 * Left out: type errors, `extends`, `files`, `paths`, JSX.
 */
const tsc: Tool = (process, args) => {
  if (args.includes('--version') || args.includes('-v')) {
    process.out(`Version ${String(process.program?.facts?.['version'] ?? '')}\n`);
    return 0;
  }
  const at = args.findIndex((arg) => arg === '-p' || arg === '--project' || arg === '-b' || arg === '--build');
  const named = at === -1 ? 'tsconfig.json' : (args[at + 1] ?? 'tsconfig.json');
  const path = here(process, named.endsWith('.json') ? named : `${named}/tsconfig.json`);
  const config = jsonWithComments(process, path);
  if (!config) {
    process.out(
      at === -1
        ? 'Version 5.9.3\ntsc: The TypeScript Compiler - Version 5.9.3\n'
        : `error TS5058: The specified path does not exist: '${named}'.\n`,
    );
    return 1;
  }
  const options = (config['compilerOptions'] ?? {}) as Record<string, unknown>;
  if (options['noEmit'] === true || args.includes('--noEmit')) return 0;
  const root = path.slice(0, path.lastIndexOf('/'));
  const include = Array.isArray(config['include']) ? config['include'].map(String) : ['.'];
  const sources = include.flatMap((folder) =>
    filesBelow(process, here(process, `${root}/${folder.replace(/\/?\*\*.*$/, '')}`)),
  );
  const typed = sources.filter(({ path: file }) => /\.[cm]?tsx?$/.test(file) && !file.endsWith('.d.ts'));
  if (typed.length === 0) {
    process.out(
      `error TS18003: No inputs were found in config file '${path}'. Specified 'include' paths were '${JSON.stringify(include)}' and 'exclude' paths were '[]'.\n`,
    );
    return 2;
  }
  process.takes(2500);
  const out = here(process, `${root}/${typeof options['outDir'] === 'string' ? options['outDir'] : '.'}`);
  const base = here(
    process,
    `${root}/${typeof options['rootDir'] === 'string' ? options['rootDir'] : commonFolder(typed, root)}`,
  );
  return typed.every(({ path: file, text }) =>
    write(process, `${out}${file.slice(base.length).replace(/\.([cm]?)tsx?$/, '.$1js')}`, {
      content: withoutTypeImports(text),
    }),
  )
    ? 0
    : 1;
};

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

/**
 * `vite build`: dist/index.html, a script and a style sheet in dist/assets whose names follow from the sources, and
 * everything of public/. Left out: configuration files (outDir and base on the command line count).
 */
const vite: Tool = (process, args) => {
  const [verb = 'dev'] = args.filter((arg) => !arg.startsWith('-'));
  if (verb === 'preview') return process.keepRunning({ listens: [4173] });
  if (verb !== 'build') return process.keepRunning({ listens: [5173] });
  const html = process.files.read(here(process, 'index.html'));
  if (!html.ok) {
    process.err('✗ Build failed in 12ms\nerror during build:\nCould not resolve entry module "index.html".\n');
    return 1;
  }
  const at = args.indexOf('--outDir');
  const out = here(process, at === -1 ? 'dist' : (args[at + 1] ?? 'dist'));
  const sources = filesBelow(process, process.cwd).filter(
    ({ path }) => !path.startsWith(`${out}/`) && !/\/(?:public|dist|test|tests)\/|\.(?:test|spec)\./.test(path),
  );
  const scripts = sources.filter(
    ({ path }) => /\.(?:[cm]?[jt]sx?|vue|svelte|json)$/.test(path) && path.includes('/src/'),
  );
  const styles = sources.filter(({ path }) => /\.(?:css|scss|less)$/.test(path) && path.includes('/src/'));
  process.files.remove(out, { recursive: true });
  const assets = [asset('js', scripts, 14_000), ...(styles.length ? [asset('css', styles, 0)] : [])];
  let page = html.value ?? '';
  page = page.replaceAll(/\s*<(?:script[^>]*src="\/src[^>]*><\/script>|link[^>]*href="\/src[^>]*>)/g, '');
  const tags = assets
    .map(({ name }) =>
      name.endsWith('.js')
        ? `    <script type="module" crossorigin src="/assets/${name}"></script>\n`
        : `    <link rel="stylesheet" crossorigin href="/assets/${name}">\n`,
    )
    .join('');
  page = page.replace('</head>', () => `${tags}  </head>`);
  process.out(
    `vite v${String(process.program?.facts?.['version'] ?? '8.0.0')} building for production...\n✓ ${scripts.length + styles.length + 1} modules transformed.\n`,
  );
  const fine =
    write(process, `${out}/index.html`, { content: page }) &&
    assets.every(({ name, size, digest }) => write(process, `${out}/assets/${name}`, { size, digest }));
  for (const { path, text, size, digest } of filesBelow(process, here(process, 'public'))) {
    write(process, `${out}${path.slice(here(process, 'public').length)}`, text ? { content: text } : { size, digest });
  }
  for (const { name, size } of assets) process.out(`dist/assets/${name}  ${(size / 1000).toFixed(2)} kB\n`);
  process.out('✓ built in 612ms\n');
  process.takes(1200);
  return fine ? 0 : 1;
};

function asset(
  kind: string,
  sources: readonly Source[],
  extra: number,
): { name: string; size: number; digest: string } {
  const digest = digestOf('vite', ...sources.map((file) => `${file.path} ${file.digest}`));
  const size = extra + Math.round(sources.reduce((sum, file) => sum + file.size, 0) * 0.6);
  return { name: `index-${digest.slice(7, 15)}.${kind}`, size, digest };
}

/** nodemon, tsx and ts-node: start the file that they are given, or package.json's main. */
const runner: Tool = (process, args) => {
  const valued = new Set([
    '--watch',
    '-w',
    '--ext',
    '-e',
    '--ignore',
    '-i',
    '--exec',
    '-x',
    '--delay',
    '-d',
    '--signal',
    '-s',
  ]);
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--exec' || arg === '-x') return process.shell(args.slice(at + 1).join(' '));
    if (valued.has(arg)) at++;
    else if (!arg.startsWith('-') && arg !== 'watch') return process.exec(['node', ...args.slice(at)]);
  }
  return process.exec(['node', '.']);
};

const tests: Tool = (process) => runTests(process, testFiles(process));

/** Linters and formatters find nothing: their rules are not modelled. */
const checker: Tool = (process, args) => {
  process.notSimulated(`findings of ${String(process.program?.facts?.['tool'] ?? 'the linter')} ${args.join(' ')}`);
  return 0;
};

/** By the name of the command in node_modules/.bin. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  tsc,
  vite,
  nodemon: runner,
  tsx: runner,
  'ts-node': runner,
  jest: tests,
  vitest: tests,
  mocha: tests,
  eslint: checker,
  prettier: checker,
};
