/**
 * Process table, signals, pipes, limits and virtual clock of one PID namespace, with a scheduler that takes turns. Left out:
 * priorities, threads, job control by a terminal, more than one processor.
 */
import { tooMany } from './processes/resource-limits.ts';
import { alone, isReady, newState, nextOf, run, step, type State } from './processes/scheduler.ts';
import { newProc, type NewProc, type Proc } from './processes/proc.ts';
import type { Happening, ProcessEvent, Sender } from './processes/event.ts';
import { effectOf, KILL, CONT } from './processes/deliver-signal.ts';
import type { Task } from './system.ts';

/** Why `run` came back: the first process has ended, nobody will ever go on by himself, or the time is over. */
export type Stopped = 'ended' | 'idle' | 'time' | 'halted';

/** Process table, virtual clock and scheduler of one PID namespace. */
export interface Kernel {
  /** Virtual milliseconds since the start. */
  now: number;
  /** The clock does not go past this time within `run`. */
  readonly until: number;
  readonly procs: ReadonlyMap<number, Proc>;
  /** Virtual milliseconds that processes have calculated. */
  readonly cpu: number;
  /** Changes whenever descriptors may have been opened or closed. */
  epoch: number;
  /** Starts a process beside `parent`; undefined when there are too many. `body` is its program. */
  spawn(parent: Proc | undefined, given: NewProc, body: (proc: Proc) => Task): Proc | undefined;
  /** The next process gets this pid, or a higher one. */
  skipTo(pid: number): void;
  /** Lets a fresh process run at once, within the turn of its parent. */
  runNow(proc: Proc): void;
  exit(proc: Proc, status: number, signal?: number): void;
  /** Takes an ended child off the table. */
  reap(child: Proc): void;
  children(pid: number): readonly Proc[];
  /** Delivers a signal. */
  deliver(proc: Proc, signal: number, from: Sender): void;
  /** Tells whoever watches what happened to a process; undefined: nobody does. */
  readonly note: ((proc: Proc, what: Happening) => void) | undefined;
  /** Whether nobody else would run in the next `ms`: then the clock may go on at once. */
  alone(proc: Proc, ms: number): boolean;
  /** Whether somebody else could run now. */
  othersReady(proc: Proc): boolean;
  /** Virtual ms at which somebody goes on by himself: now when somebody is ready, infinite when nobody ever will. */
  next(): number;
  run(until: number): Stopped;
}

/** What the kernel asks of the machine it is part of. */
export interface Limits {
  /** Processes of the namespace. */
  readonly processes: () => number;
  readonly halted: () => boolean;
  /** Called before each turn; `endless`: of a process that is taken to calculate for ever. */
  readonly turn: (endless: boolean) => void;
  /** Steps of the turn at hand. */
  readonly worked: () => number;
  /** Counts steps that nobody has counted. */
  readonly work: (steps: number) => void;
  /** How many processors those processes share that calculate: 1 is a whole one. */
  readonly speed: () => number;
  /** Steps without a pause after which a process is taken to calculate for ever: the clock then runs ahead to who sleeps. */
  readonly endless: number;
  /** Told what happens to processes. */
  readonly watch?: ((event: ProcessEvent) => void) | undefined;
}

/** Turns within each other: what is deeper waits for its own turn, so that the stack of the engine stays small. */
const MAX_NESTED = 24;

/** A kernel without processes. */
export function newKernel(limits: Limits): Kernel {
  const state = newState();
  const { watch } = limits;
  // one object with the state: accessors would make each kernel ten times as slow to create
  const kernel: Kernel = Object.assign(state, {
    note: watch && ((proc, what) => watch({ at: state.now, pid: proc.pid, ...what })),
    spawn(parent, given, body) {
      if (state.procs.size >= limits.processes() || tooMany(state.procs.values(), parent)) return undefined;
      const proc = newProc(state.pids++, parent, given);
      state.procs.set(proc.pid, proc);
      kernel.note?.(proc, { what: 'started', ppid: proc.ppid, argv: proc.argv, uid: proc.credentials.uid });
      state.epoch++;
      proc.task = body(proc);
      return proc;
    },
    skipTo(pid) {
      state.pids = Math.max(state.pids, pid);
    },
    runNow(proc) {
      if (state.nested >= MAX_NESTED || limits.halted()) return;
      step(kernel, state, proc);
    },
    exit: (proc, status, signal) => exit(kernel, state, { proc, status, signal }),
    reap(child) {
      if (child.pid !== 1 && state.procs.delete(child.pid)) kernel.note?.(child, { what: 'reaped' });
      state.epoch++;
    },
    children: (pid) => [...state.procs.values()].filter((proc) => proc.ppid === pid),
    deliver(proc, signal, from) {
      // whoever gets it goes on at once
      state.busy = undefined;
      deliver(kernel, proc, { signal, from });
    },
    alone: (proc, ms) => alone(state, proc, ms),
    othersReady: (proc) => [...state.procs.values()].some((other) => other !== proc && isReady(other, state.now)),
    next: () => nextOf(state),
    run: (until) => run(kernel, state, { until, limits }),
  } satisfies Partial<Kernel>);
  return kernel;
}

function exit(kernel: Kernel, state: State, what: { proc: Proc; status: number; signal: number | undefined }): void {
  const { proc, status, signal } = what;
  if (proc.state === 'zombie') return;
  proc.state = 'zombie';
  proc.status = status;
  proc.signal = signal;
  proc.task = undefined;
  proc.wait = undefined;
  proc.fds = new Map();
  proc.aside.length = 0;
  proc.held.length = 0;
  state.epoch++;
  kernel.note?.(proc, { what: 'ended', status, signal, last: false });
  if (proc.pid === 1) {
    // The namespace dies with its first process.
    state.ended = true;
    for (const other of state.procs.values()) {
      if (other.state === 'zombie') continue;
      other.state = 'zombie';
      kernel.note?.(other, { what: 'ended', status: 128 + KILL, signal: KILL, last: true });
    }
    return;
  }
  const init = state.procs.get(1);
  for (const child of state.procs.values()) {
    if (child.ppid !== proc.pid) continue;
    child.ppid = 1;
    kernel.note?.(child, { what: 'adopted' });
    if (child.state === 'zombie' && init?.reaping) kernel.reap(child);
  }
  const parent = state.procs.get(proc.ppid);
  const action = parent?.actions.get(CHLD);
  if (action === 'ignore' || parent?.reaping) kernel.reap(proc);
  if (typeof action === 'function' && parent) kernel.deliver(parent, CHLD, 'kernel');
}

const CHLD = 17;

function deliver(kernel: Kernel, proc: Proc, how: { signal: number; from: Sender }): void {
  const { signal, from } = how;
  if (proc.state === 'zombie' || signal === 0) return;
  if (signal === CONT && proc.state === 'stopped') {
    proc.state = 'running';
    for (const waiting of proc.queued.splice(0)) deliver(kernel, proc, { signal: waiting, from });
  }
  const effect = effectOf(proc, signal, from);
  if (signal !== CHLD) kernel.note?.(proc, { what: 'signal', signal, from, effect });
  if (effect === 'ends') kernel.exit(proc, 128 + signal, signal);
  else if (effect === 'stops') proc.state = 'stopped';
  else if (effect === 'waits') proc.queued.push(signal);
  else if (effect === 'caught' || effect === 'exits') {
    const action = proc.actions.get(signal);
    if (effect === 'exits') proc.fatal = signal;
    else if (typeof action === 'function') action(signal);
    proc.woken = true;
    proc.wait = undefined;
  }
}
