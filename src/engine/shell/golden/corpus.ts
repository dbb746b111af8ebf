import { runProgram } from '../../kernel/runtime/run-to-end.ts';
import { box, PATH, type BoxOptions, type ChangedFile, type Machine } from './box.ts';

/** A snippet and the machine that runs it: a line of the corpus (shared/shell/README.md). */
export interface Snippet extends BoxOptions {
  readonly id?: string;
  readonly shell: Machine;
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: string;
}

export interface SnippetAnswer {
  readonly id?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  readonly files: Readonly<Record<string, ChangedFile>>;
  /** Both streams in the order they were written. */
  readonly merged: string;
  readonly notModelled?: readonly string[];
}

/** Runs a snippet as `/bin/sh -c` (or `/bin/bash -c`) in a fresh machine. */
export function answer(snippet: Snippet): SnippetAnswer {
  const { system, changed } = box(snippet.shell, snippet);
  const node = snippet.user === 'node';
  const { exit, log, notSimulated } = runProgram(
    system,
    [snippet.shell === 'bash' ? '/bin/bash' : '/bin/sh', '-c', snippet.script],
    {
      cwd: '/app',
      env: { PATH, HOME: node ? '/home/node' : '/root', ...snippet.env },
      credentials: node
        ? { uid: 1000, gid: 1000, groups: [], umask: 0o022 }
        : { uid: 0, gid: 0, groups: [0], umask: 0o022 },
    },
  );
  const text = (fd: 1 | 2): string =>
    log
      .filter((chunk) => chunk.fd === fd)
      .map((chunk) => chunk.text)
      .join('');
  return {
    ...(snippet.id === undefined ? {} : { id: snippet.id }),
    stdout: text(1),
    stderr: text(2),
    exit,
    files: changed(),
    merged: log.map((chunk) => chunk.text).join(''),
    ...(notSimulated.length > 0 ? { notModelled: notSimulated.map((one) => one.what) } : {}),
  };
}
