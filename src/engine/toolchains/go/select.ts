import type { Process } from '../../kernel/system.ts';
import { findModule, foldersOf, readFiles, readPackage, type GoModule, type GoPackage } from './module.ts';
import { goVersion } from './settings.ts';

// Texts of this folder as Go 1.24.4 prints them (Debian 13, observed).
export const NO_MODULE =
  "go: go.mod file not found in current directory or any parent directory; see 'go help modules'";

/** Packages that the operands name, with everything needed to compile them, or Go's message. */
export type Selection =
  | { readonly ok: true; readonly module: GoModule; readonly packages: readonly GoPackage[] }
  | { readonly ok: false; readonly message: string };

/** The module of the working folder, if this Go is new enough for it; else Go's message. */
export function currentModule(process: Process): { readonly module: GoModule } | { readonly message: string } {
  const module = findModule(process);
  if (!module) return { message: NO_MODULE };
  const running = goVersion(process).replace(/^go/, '');
  if (module.go === undefined || !isOlder(running, module.go)) return { module };
  // The images of docker-library/golang set GOTOOLCHAIN=local; elsewhere Go fetches the release it needs.
  if ((process.env.get('GOTOOLCHAIN') ?? 'auto') !== 'local') {
    process.notSimulated(`download of Go ${module.go}`);
    return { module };
  }
  return { message: `go: go.mod requires go >= ${module.go} (running go ${running}; GOTOOLCHAIN=local)` };
}

function isOlder(running: string, wanted: string): boolean {
  const [a, b] = [running, wanted].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = [0, 1, 2].find((index) => (a[index] ?? 0) !== (b[index] ?? 0));
  return at !== undefined && (a[at] ?? 0) < (b[at] ?? 0);
}

/** The packages that operands (default `.`) name: folders, patterns with `...`, import paths, or files of one package. */
export function selectPackages(process: Process, operands: readonly string[]): Selection {
  const current = currentModule(process);
  if (operands.length && operands.every((word) => word.endsWith('.go'))) {
    if ('message' in current && current.message !== NO_MODULE) return { ok: false, message: current.message };
    return selectFiles(process, 'module' in current ? current.module : loose(process), operands);
  }
  const pattern = operands.find((word) => word.endsWith('...'));
  if ('message' in current && current.message === NO_MODULE && pattern !== undefined)
    return {
      ok: false,
      message: `pattern ${pattern}: directory prefix ${pattern.replace(/\/?\.\.\.$/, '') || '.'} does not contain main module or its selected dependencies`,
    };
  if ('message' in current) return { ok: false, message: current.message };
  const { module } = current;
  const packages = new Map<string, GoPackage>();
  for (const word of operands.length ? operands : ['.']) {
    const folders = foldersOf(process, module, word);
    if (!folders) return { ok: false, message: nowhere(process, module, word) };
    if (folders.length === 0) process.err(`go: warning: "${word}" matched no packages\n`);
    for (const folder of folders) {
      const found = readPackage(process, module, folder);
      if (!found) return { ok: false, message: `no Go files in ${folder}` };
      packages.set(folder, found);
    }
  }
  return { ok: true, module, packages: [...packages.values()] };
}

/** A word that names nothing: a path, a package of this module, or one that only the standard library could have. */
function nowhere(process: Process, module: GoModule, word: string): string {
  if (word.startsWith('.') || word.startsWith('/'))
    return `stat ${process.path(word).replaceAll('/./', '/')}: directory not found`;
  if (word.startsWith(`${module.path}/`) || (word.split('/')[0] ?? '').includes('.'))
    return `no required module provides package ${word}; to add it:\n\tgo get ${word}`;
  return `package ${word} is not in std (/usr/local/go/src/${word})`;
}

/** Files outside any module see only the standard library. */
function loose(process: Process): GoModule {
  return { root: process.cwd, path: 'command-line-arguments', go: undefined, requires: [], sums: new Set() };
}

/** `go build main.go util.go`: one package of just these files, named after the first. */
function selectFiles(process: Process, module: GoModule, words: readonly string[]): Selection {
  const paths = words.map((word) => process.path(word).replaceAll('/./', '/'));
  const missing = paths.findIndex((path) => !process.files.stat(path).ok);
  if (missing !== -1)
    return {
      ok: false,
      message: `no required module provides package ${words[missing]}; to add it:\n\tgo get ${words[missing]}`,
    };
  const folder = (paths[0] ?? '').slice(0, paths[0]?.lastIndexOf('/')) || '/';
  const found = readFiles(
    process,
    folder,
    paths.map((path) => path.slice(path.lastIndexOf('/') + 1)),
  );
  const program = (words[0] ?? '').slice((words[0] ?? '').lastIndexOf('/') + 1).replace(/\.go$/, '');
  if (!found) return { ok: false, message: 'no Go files listed' };
  return { ok: true, module, packages: [{ ...found, importPath: 'command-line-arguments', program }] };
}
