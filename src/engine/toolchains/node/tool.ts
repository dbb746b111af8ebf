import type { Process, Task } from '../../kernel/system.ts';

/** A development tool behind node_modules/.bin. Answers the exit code. */
export type Tool = (process: Process, args: readonly string[]) => number | Task;

/** A file of the project. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly size: number;
  readonly digest: string;
}

/** Files below a folder, without installed packages. */
export function filesBelow(process: Process, folder: string): Source[] {
  const files: Source[] = [];
  for (const [path, entry] of process.files.walk(folder)) {
    if (entry.kind === 'file' && !path.includes('/node_modules/'))
      files.push({ path, text: entry.content ?? '', size: entry.size, digest: entry.digest });
  }
  return files;
}

/** Writes a result; says so when that is not allowed. */
export function writeResult(
  process: Process,
  path: string,
  file: { content?: string; size?: number; digest?: string },
): boolean {
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  const written = process.files.write(path, file);
  if (!written.ok) process.err(`Error: EACCES: permission denied, open '${path}'\n`);
  return written.ok;
}

/** A path as the tool sees it: absolute, without a slash at the end. */
export const here = (process: Process, path: string): string =>
  process
    .path(path)
    .replaceAll('/./', '/')
    .replace(/\/\.$/, '')
    .replace(/(.)\/$/, '$1');
