import type { Proc } from '../../kernel/processes/proc.ts';
import { waitFor } from '../../kernel/processes/exec.ts';
import { SIGNALS } from '../../kernel/processes/signals.ts';
import { leave, prefix, write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

/** Takes ended children off the table; jobs keep what is known of theirs. */
export function reapAll(shell: Shell): void {
  const { kernel } = shell.machine;
  for (const child of kernel.children(shell.proc.pid)) if (child.state === 'zombie') kernel.reap(child);
}

/**
 * Waits for a child in the foreground. Whatever else ends meanwhile is reaped. Only a signal that ends bash itself (it has
 * an EXIT trap) cuts the waiting short.
 */
export function* waitForeground(shell: Shell, child: Proc): Task {
  const { proc } = shell;
  proc.reaping = true;
  reapAll(shell);
  const status = yield* waitFor(shell.machine, proc, child);
  proc.reaping = shell.dialect === 'bash';
  if (proc.fatal !== undefined) return leave(shell, 128 + proc.fatal);
  return status;
}

const DEATHS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  3: 'Quit',
  4: 'Illegal instruction',
  6: 'Aborted',
  8: 'Floating point exception',
  9: 'Killed',
  10: 'User defined signal 1',
  11: 'Segmentation fault',
  12: 'User defined signal 2',
  14: 'Alarm clock',
  15: 'Terminated',
  25: 'File size limit exceeded',
};

/** Shells say that a child died of a signal, except for INT and PIPE; bash is short about TERM. Answers the status. */
export function endedBy(shell: Shell, child: Proc, what: { status: number; text: string }): number {
  const death = child.signal === undefined ? undefined : DEATHS[child.signal];
  const { dialect, machine } = shell;
  if (death === undefined || machine.halted) return what.status;
  if (dialect === 'bash' && shell.traps.has(SIGNALS[child.signal ?? 0] ?? '')) return what.status;
  const job = shell.jobs.has(child.pid);
  if (dialect === 'bash' && child.signal === 15) {
    if (!job) write(shell, 2, `${death}\n`);
    return what.status;
  }
  if (dialect === 'bash')
    write(shell, 2, `${prefix(shell)}${String(child.pid).padStart(5)} ${death.padEnd(24)}${what.text}\n`);
  else write(shell, 2, `${death}\n`);
  return what.status;
}
