import { loaderPath } from '../../builder/index.ts';
import { clean, reach } from '../../files/index.ts';
import type { Credentials, Entry, Errno, Program, Tree } from '../../files/index.ts';

/** Where a program is looked for, by whom, and on which processor it must run. */
export interface Start {
  readonly tree: Tree;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly path: string;
  readonly who: Credentials;
  /** Docker architecture of the image: `amd64`. */
  readonly architecture: string;
}

/** The program that a container starts, or why it cannot be started. */
export type Found =
  | { readonly ok: true; readonly path: string; readonly entry: Entry; readonly program: Program | undefined }
  | { readonly ok: false; readonly reason: StartFailure; readonly path: string; readonly detail?: string };
export type StartFailure =
  'nothing' | 'missing' | 'folder' | 'not-executable' | 'no-loader' | 'no-interpreter' | 'architecture';

const MAX_INTERPRETERS = 4;

/** Finds the program of `argv` the way execve does: PATH, permissions, `#!` interpreters, loader, processor. */
export function findProgram(start: Start): Found {
  const [name] = start.argv;
  if (name === undefined || name === '') return { ok: false, reason: 'nothing', path: '' };
  const found = lookUp(name, start);
  return found.ok ? startable(found, start, 0) : found;
}

function lookUp(name: string, { tree, cwd, path, who }: Start): Found {
  if (name.includes('/')) return candidate(tree, name.startsWith('/') ? clean(name) : clean(`${cwd}/${name}`), who);
  let denied: Found | undefined;
  for (const folder of path.split(':')) {
    const found = candidate(tree, clean(`${folder || '/'}/${name}`), who);
    if (found.ok) return found;
    if (found.reason === 'not-executable') denied ??= found;
  }
  return denied ?? { ok: false, reason: 'missing', path: name };
}

function candidate(tree: Tree, path: string, who: Credentials): Found {
  const entry = reach(tree, path, who);
  if (!entry.ok) return { ok: false, reason: reasonOf(entry.errno), path };
  if (entry.value.kind === 'dir') return { ok: false, reason: 'folder', path };
  const bits = who.uid === 0 ? 0o111 : bitsFor(entry.value, who);
  if ((entry.value.mode & bits) === 0) return { ok: false, reason: 'not-executable', path };
  return { ok: true, path, entry: entry.value, program: entry.value.program };
}

function reasonOf(errno: Errno): StartFailure {
  return errno === 'EACCES' ? 'not-executable' : 'missing';
}

function bitsFor(entry: Entry, who: Credentials): number {
  if (entry.uid === who.uid) return 0o100;
  return entry.gid === who.gid || who.groups.includes(entry.gid) ? 0o010 : 0o001;
}

function startable(found: Found & { ok: true }, start: Start, depth: number): Found {
  const { path, program, entry } = found;
  const interpreter = /^#!\s*(\S+)/.exec(entry.content ?? '')?.[1];
  if (interpreter !== undefined && depth < MAX_INTERPRETERS) {
    const inner = candidate(start.tree, interpreter, start.who);
    if (!inner.ok) return { ok: false, reason: 'no-interpreter', path, detail: interpreter };
    const runs = startable(inner, start, depth + 1);
    return runs.ok ? found : runs;
  }
  if (program?.format !== 'elf') return found;
  if (program.arch !== undefined && program.arch !== start.architecture)
    return { ok: false, reason: 'architecture', path, detail: program.arch };
  const loader = loaderPath(program.arch ?? start.architecture, program.libc ?? 'static');
  if (loader !== undefined && !start.tree.stat(loader).ok)
    return { ok: false, reason: 'no-loader', path, detail: loader };
  return found;
}
