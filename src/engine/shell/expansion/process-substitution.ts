import type { Piece } from '../syntax/ast.ts';
import { newPipe } from '../../kernel/streams/pipe.ts';
import { spawnShell } from '../execution/fork.ts';
import { setFds, type Shell } from '../state/shell-state.ts';

/**
 * `<(…)` and `>(…)`: starts what is inside beside the command at hand, with a pipe between them, and answers the name of
 * the shell's end. The shell closes it when the command has ended.
 */
export function openProcess(shell: Shell, piece: Extract<Piece, { kind: 'process' }>): string {
  const { machine } = shell;
  const ends = newPipe(machine.kernel);
  const reads = piece.direction === '<';
  const fds = new Map(shell.proc.fds);
  for (const number of shell.opened) fds.delete(number);
  fds.set(reads ? 1 : 0, reads ? ends.writer : ends.reader);
  spawnShell(shell, fds, (inner) => machine.interpreter.statements(inner, piece.script.statements, 'all'));
  let number = 63;
  while (shell.proc.fds.has(number)) number--;
  setFds(shell, new Map(shell.proc.fds).set(number, reads ? ends.reader : ends.writer));
  shell.opened.push(number);
  return `/dev/fd/${number}`;
}

/** Closes the descriptors that the words of a command have opened, but for the first `kept`. */
export function closeProcesses(shell: Shell, kept: number): void {
  const fds = new Map(shell.proc.fds);
  for (const number of shell.opened.splice(kept)) fds.delete(number);
  setFds(shell, fds);
}
