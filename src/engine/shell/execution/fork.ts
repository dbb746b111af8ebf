import { forever, type Proc } from '../../kernel/processes/proc.ts';
import { MAX_DEPTH, type Machine } from '../../kernel/machine.ts';
import { fork } from '../state/new-shell.ts';
import { leave, warn, type Shell } from '../state/shell-state.ts';
import type { Stream } from '../../kernel/streams/stream.ts';
import type { Task } from '../../kernel/system.ts';

/** Generations of a fork bomb that are played. */
const BOMB_DEPTH = 50;
/** Machines in which a shell could not fork. */
const crowded = new WeakSet<Machine>();

/**
 * Forks a shell: `work` makes what the child does from the child's own state. Undefined when there are too many processes:
 * the shell has said so, and dash and ash end by it. Where forks have failed already, a fork bomb is at work, which never ends on a
 * real machine and keeps its container full: here its last generation stays and does nothing.
 */
export function spawnShell(
  shell: Shell,
  fds: ReadonlyMap<number, Stream>,
  work: (child: Shell) => Task,
): Proc | undefined {
  const { machine, proc } = shell;
  machine.work(2);
  const isLast = crowded.has(machine) && shell.depth >= BOMB_DEPTH;
  if (shell.depth >= MAX_DEPTH && !isLast) {
    machine.halt(`processes nested more than ${MAX_DEPTH} deep`);
    return undefined;
  }
  const child = machine.kernel.spawn(
    proc,
    { argv: proc.argv, comm: proc.comm, fds, credentials: shell.identity, cwd: shell.cwd },
    (made) => {
      if (isLast) return forever();
      const inner = fork(shell, made);
      return machine.interpreter.child(inner, work(inner));
    },
  );
  if (!child) {
    crowded.add(machine);
    cannotFork(shell);
  }
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
