import { errorText } from '../../../kernel/errno.ts';
import { type Options } from '../../lib/options.ts';
import { isBusybox } from '../../lib/flavor.ts';
import { compile, matches } from '../../../base/shell-pattern.ts';
import type { Process } from '../../../kernel/system.ts';

/** An operand and the folder it is looked for in: `-C` counts for what follows it. */
export interface Member {
  readonly name: string;
  readonly folder: string;
}

export interface How {
  readonly options: Options;
  readonly members: readonly Member[];
  /** The folder that the last `-C` names. */
  readonly folder: string;
  /** The archive; `-` for standard input and output. */
  readonly file: string;
}

/** An error that ends tar at once; answers the status. */
export function fatal(process: Process, text: { gnu: string; busybox: string }): number {
  if (isBusybox(process)) {
    process.complain(text.busybox);
    return 1;
  }
  process.err(`tar: ${text.gnu}\ntar: Error is not recoverable: exiting now\n`);
  return 2;
}

/** Changes into the folders that `-C` names; a status when one is not there. */
export function enter(process: Process, how: How): number | undefined {
  for (const folder of new Set([...how.members.map((member) => member.folder), how.folder])) {
    const entry = process.files.stat(process.path(folder));
    if (entry.ok && entry.value.kind === 'dir') continue;
    const text = errorText(entry.ok ? 'ENOTDIR' : entry.errno);
    return fatal(process, {
      gnu: `${folder}: Cannot open: ${text}`,
      busybox: `can't change directory to '${folder}': ${text}`,
    });
  }
  return undefined;
}

/** Patterns of `--exclude` and `-X` match the whole name or any part that begins after a slash. */
export function excluder(options: Options, more: readonly string[]): (name: string) => boolean {
  const globs = [...options.values('exclude'), ...more].map((glob) =>
    compile([{ text: glob.replace(/\/$/, ''), quoted: false }]),
  );
  return (name) => {
    const parts = name.replace(/\/$/, '').split('/');
    return globs.some((glob) =>
      parts.some((_, from) => parts.some((__, to) => to >= from && matches(glob, parts.slice(from, to + 1).join('/')))),
    );
  };
}
