import type { Pipeline } from '../syntax/ast.ts';
import { newPipe } from '../../kernel/streams/pipe.ts';
import type { Proc } from '../../kernel/processes/proc.ts';
import type { Tail } from '../../kernel/machine.ts';
import { spawnShell } from './fork.ts';
import { warn, write, type Shell } from '../state/shell-state.ts';
import type { Stream } from '../../kernel/streams/stream.ts';
import type { Task } from '../../kernel/system.ts';
import { endedBy, waitForeground } from './wait.ts';

/** Runs a pipeline: every command in a process of its own, all at the same time. */
export function pipeline(shell: Shell, node: Pipeline, tail: Tail): Task {
  return node.timed ? timed(shell, node) : run(shell, node, tail);
}

/** `time`: what it took in virtual time. dash has no such word and looks for a program. */
function* timed(shell: Shell, node: Pipeline): Task {
  if (shell.dialect === 'dash') {
    warn(shell, 'time: not found');
    return 127;
  }
  const { kernel } = shell.machine;
  const start = kernel.now;
  const status = yield* run(shell, node, 'no');
  const ms = kernel.now - start;
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms % 60_000) / 1000;
  const bash = shell.dialect === 'bash';
  const real = bash ? `${minutes}m${seconds.toFixed(3)}s` : `${minutes}m ${seconds.toFixed(2)}s`;
  const zero = bash ? '0m0.000s' : '0m 0.00s';
  write(shell, 2, `${bash ? '\n' : ''}real\t${real}\nuser\t${zero}\nsys\t${zero}\n`);
  return status;
}

function* run(shell: Shell, node: Pipeline, tail: Tail): Task {
  const [only] = node.commands;
  if (node.commands.length === 1 && only) return yield* single(shell, node, tail);
  const children = spawnAll(shell, node);
  if (!children) return shell.status;
  const statuses: number[] = [];
  for (const child of children) statuses.push(yield* waitForeground(shell, child));
  if (shell.machine.halted) return 137;
  const last = children.at(-1);
  const status = statuses.at(-1) ?? 0;
  shell.pipeStatus = statuses;
  if (last) endedBy(shell, last, { status, text: '' });
  const result = shell.options.has('pipefail') ? (statuses.findLast((one) => one !== 0) ?? 0) : status;
  return negate(node, result);
}

function negate(node: Pipeline, status: number): number {
  return node.negated ? (status === 0 ? 1 : 0) : status;
}

function* single(shell: Shell, node: Pipeline, tail: Tail): Task {
  const [only] = node.commands;
  if (!only) return 0;
  if (node.negated) shell.guarded++;
  const status = yield* shell.machine.interpreter.command(shell, only, node.negated ? 'no' : tail);
  if (node.negated) shell.guarded--;
  return shell.jump ? shell.status : negate(node, status);
}

function spawnAll(shell: Shell, node: Pipeline): Proc[] | undefined {
  const { machine } = shell;
  const children: Proc[] = [];
  let input: Stream | undefined;
  // Ends that the shell itself holds until everybody is started.
  const own = new Map<number, Stream>();
  shell.proc.aside.push(own);
  for (const [index, command] of node.commands.entries()) {
    const fds = new Map(shell.proc.fds);
    if (input) fds.set(0, input);
    const last = index === node.commands.length - 1;
    const ends = last ? undefined : newPipe(machine.kernel);
    if (ends) {
      fds.set(1, ends.writer);
      if (node.both[index]) fds.set(2, ends.writer);
      own.set(index, ends.reader);
    }
    input = ends?.reader;
    const child = spawnShell(shell, fds, (inner) => machine.interpreter.command(inner, command, 'all'));
    if (!child) break;
    children.push(child);
  }
  shell.proc.aside.pop();
  machine.kernel.epoch++;
  return children.length === node.commands.length ? children : undefined;
}
