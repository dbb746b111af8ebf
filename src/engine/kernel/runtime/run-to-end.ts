import { startContainer, type Container } from './container.ts';
import type { Started } from '../processes/exec.ts';
import type { RunOptions, RunOutcome, System } from '../system.ts';

/** Virtual milliseconds that a build step may take. */
export const HOUR = 3_600_000;

/** A server that has run for so many virtual milliseconds stays; its intervals need not be played for an hour. */
export const SETTLED = 30_000;

/**
 * Runs a program in a system's tree until it ends or only waits (see container.ts). What it changed is in `system.tree`;
 * `/dev`, `/proc` and `/sys` are there while it runs and leave no trace.
 */
export function runProgram(system: System, argv: readonly string[], options: RunOptions = {}): RunOutcome {
  const container = startContainer(system, argv, options);
  const limit = options.limits?.ms ?? HOUR;
  let stopped = container.run(Math.min(SETTLED, limit));
  if (stopped === 'time' && !container.stays) stopped = container.run(limit);
  container.close();
  if (options.stays && goesOn(container, stopped)) return staying(container);
  return outcome(container, argv[0] ?? '', { stopped, limit });
}

/** Still there at the limit of time, or at that of steps after a while: a loop that sleeps, or calculates. */
function goesOn({ ended, failure, now, running }: Container, stopped: ReturnType<Container['run']>): boolean {
  if (ended || failure || running) return false;
  return stopped === 'time' || (stopped === 'halted' && now >= SETTLED);
}

/** A container that nobody waits for: that the simulator stopped looking says nothing about it. */
function staying({ log, notSimulated, now }: Container): RunOutcome {
  return {
    exit: 0,
    log: log.filter(({ text }) => !text.startsWith('stopped by the simulator: ')),
    notSimulated: notSimulated.filter(({ what }) => !/^more than \d+ steps$/.test(what)),
    ms: now,
    running: { listens: [] },
  };
}

/** Runs shell text with `/bin/sh -c`, as the shell form of RUN does; spans are offsets into `text`. */
export function runShell(system: System, text: string, options: RunOptions = {}): RunOutcome {
  return runProgram(system, ['/bin/sh', '-c', text], options);
}

/** What a run answers once its container goes on no more. */
export function outcome(
  container: Container,
  name: string,
  how: { stopped: ReturnType<Container['run']>; limit: number },
): RunOutcome {
  const { notSimulated, now, log, failure, ended } = container;
  const shared = { log, notSimulated, ms: now };
  if (failure) {
    const { text, exit, kernel } = startError(name, failure);
    return { ...shared, log: kernel ? [{ fd: 2, text: `${text}\n`, at: now }] : log, exit, startError: text };
  }
  if (container.halted) return { ...shared, exit: 137 };
  if (ended) return { ...shared, exit: ended.exit };
  if (how.stopped === 'idle' || container.running)
    return { ...shared, exit: 0, running: container.running ?? { listens: [] } };
  const reason = `more than ${how.limit / 60_000} minutes of virtual time`;
  const text = `stopped by the simulator: ${reason}\n`;
  return {
    ...shared,
    log: [...log, { fd: 2, text, at: now }],
    notSimulated: [...notSimulated, { what: reason }],
    exit: 137,
  };
}

/**
 * Words and exit codes of a failed start. runc itself finds missing and non-executable files (127, 126); what the kernel
 * refuses afterwards is printed by the container and ends with 1. Source: shared/reference/docker-engine.md, facts 8.8-13.
 */
function startError(
  name: string,
  started: Extract<Started, { ok: false }>,
): { text: string; exit: number; kernel: boolean } {
  const { failure } = started;
  const { errno } = failure;
  if (started.path === undefined)
    return { text: `exec: "${name}": executable file not found in $PATH`, exit: 127, kernel: false };
  if (errno === 'ENOEXEC') return { text: `exec ${started.path}: exec format error`, exit: 1, kernel: true };
  if (errno === 'ENOENT' && failure.missing !== undefined)
    return { text: `exec ${started.path}: no such file or directory`, exit: 1, kernel: true };
  if (errno === 'EACCES') return { text: `exec: "${name}": permission denied`, exit: 126, kernel: false };
  const reason = errno === 'ENOTDIR' ? 'not a directory' : 'no such file or directory';
  return { text: `exec: "${name}": stat ${name}: ${reason}`, exit: 127, kernel: false };
}
