import type { Shell } from '../state/shell-state.ts';
import { leave } from '../state/shell-state.ts';
import { SIGNALS } from '../../kernel/processes/signals.ts';
import type { Task } from '../../kernel/system.ts';

/** Whether a signal has come that the shell has to look at before it goes on. */
export function isInterrupted(shell: Shell): boolean {
  return shell.pending.length > 0 || (shell.proc.fatal !== undefined && !shell.jump);
}

/** Whether a trap might have to run later, so that the shell must stay; those that ignore a signal need nobody. Source: dash src/trap.c have_traps. */
export function hasTraps({ traps }: Shell): boolean {
  for (const action of traps.values()) if (action !== '') return true;
  return false;
}

/** Runs the traps of the signals that have come. */
export function* runPending(shell: Shell): Task<void> {
  const { fatal } = shell.proc;
  if (fatal !== undefined && !shell.jump) {
    leave(shell, 128 + fatal);
    return;
  }
  for (let signal = shell.pending.shift(); signal !== undefined; signal = shell.pending.shift()) {
    const action = shell.traps.get(SIGNALS[signal] ?? '');
    if (action === undefined || action === '') continue;
    const { status, jump } = shell;
    shell.jump = undefined;
    shell.machine.kernel.note?.(shell.proc, { what: 'trap', signal, text: action });
    if (shell.dialect !== 'bash') shell.beforeTrap = status;
    yield* shell.machine.interpreter.text(shell, action, shell.line);
    shell.beforeTrap = undefined;
    if (shell.jump) return;
    shell.status = status;
    shell.jump = jump;
  }
}

/** Runs the action of a trap that is no signal (ERR, DEBUG, RETURN); not within itself. */
export function* runNamedTrap(shell: Shell, name: string): Task<void> {
  const action = shell.traps.get(name);
  if (action === undefined || action === '' || shell.trapping) return;
  const { status, jump } = shell;
  shell.trapping = true;
  shell.jump = undefined;
  yield* shell.machine.interpreter.text(shell, action, shell.line);
  shell.trapping = false;
  if (shell.jump) return;
  shell.status = status;
  shell.jump = jump;
}

/** The ERR trap: under the conditions of `set -e`, and in functions only with `set -E`. */
export function* runErrorTrap(shell: Shell, status: number): Task<void> {
  if (shell.guarded > 0 || shell.jump || (shell.calls.some((name) => name !== 'source') && !shell.options.has('E')))
    return;
  shell.status = status;
  yield* runNamedTrap(shell, 'ERR');
}

/** Sets what a signal does to a shell: `undefined` its default, '' nothing, else the action. */
export function setTrap(shell: Shell, name: string, action: string | undefined): void {
  const { proc } = shell;
  const signal = SIGNALS.indexOf(name);
  if (signal > 0 && shell.deaf.has(signal)) return;
  shell.parentTraps = undefined;
  if (action === undefined) shell.traps.delete(name);
  else shell.traps.set(name, action);
  if (name === 'EXIT') proc.catchesFatal = shell.dialect === 'bash' && action !== undefined && action !== '';
  if (signal <= 0) return;
  if (action === undefined) proc.actions.delete(signal);
  else if (action === '') proc.actions.set(signal, 'ignore');
  else proc.actions.set(signal, (number) => void shell.pending.push(number));
}
