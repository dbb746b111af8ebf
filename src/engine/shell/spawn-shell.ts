import type { Proc } from './kernel/proc.ts';
import { MAX_DEPTH } from './machine.ts';
import { fork } from './new-shell.ts';
import { leave, warn, type Shell } from './state.ts';
import type { Stream } from './streams.ts';
import type { Task } from './system.ts';

/**
 * Forks a shell: `work` makes what the child does from the child's own state. Undefined when there are too many processes:
 * the shell has said so, and dash and ash end by it.
 */
export function spawnShell(
  shell: Shell,
  fds: ReadonlyMap<number, Stream>,
  work: (child: Shell) => Task,
): Proc | undefined {
  const { machine, proc } = shell;
  machine.work(2);
  if (shell.depth >= MAX_DEPTH) {
    machine.halt(`processes nested more than ${MAX_DEPTH} deep`);
    return undefined;
  }
  const child = machine.kernel.spawn(
    proc,
    { argv: proc.argv, comm: proc.comm, fds, credentials: shell.identity, cwd: shell.cwd },
    (made) => {
      const inner = fork(shell, made);
      return machine.interpreter.child(inner, work(inner));
    },
  );
  if (!child) cannotFork(shell);
  return child;
}

/** What a shell says, and does, when fork fails with EAGAIN. */
export function cannotFork(shell: Shell): number {
  const { dialect } = shell;
  if (dialect === 'dash') warn(shell, 'Cannot fork');
  else if (dialect === 'ash') warn(shell, "can't fork: Resource temporarily unavailable");
  else warn(shell, 'fork: Resource temporarily unavailable');
  return leave(shell, dialect === 'bash' ? 254 : 2);
}
