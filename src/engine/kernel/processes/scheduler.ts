/** Who runs next, and the virtual time that work takes: round robin by pid, a clock that moves only when everybody waits or works on. */
import type { Kernel, Limits, Stopped } from '../kernel.ts';
import type { Proc } from './proc.ts';
import { KILL } from './deliver-signal.ts';
import { spend, timeOf } from './work.ts';

/** What a kernel keeps. */
export interface State {
  readonly procs: Map<number, Proc>;
  now: number;
  until: number;
  cpu: number;
  epoch: number;
  /** The pid after the last one. */
  pids: number;
  nested: number;
  last: number;
  ended: boolean;
  /** Steps since everybody waited, and those among them that took no time. */
  restless: number;
  unpaid: number;
  /** Work that goes on beyond the end of `run`, whose process has the processor until then. */
  busy: { readonly proc: Proc; readonly from: number; readonly end: number } | undefined;
}

/** That of a kernel without processes. */
export function newState(): State {
  return {
    procs: new Map(),
    now: 0,
    until: Number.POSITIVE_INFINITY,
    cpu: 0,
    epoch: 0,
    pids: 1,
    nested: 0,
    last: 0,
    ended: false,
    restless: 0,
    unpaid: 0,
    busy: undefined,
  };
}

/** Runs a process until it waits, gives way or ends. */
export function step(kernel: Kernel, state: State, proc: Proc): void {
  const { task } = proc;
  if (!task || proc.state !== 'running') return;
  proc.wait = undefined;
  proc.woken = false;
  state.nested++;
  const result = task.next();
  state.nested--;
  // Its state may have changed meanwhile: a process can kill itself.
  if ((proc.state as Proc['state']) === 'zombie') return;
  if (result.done) kernel.exit(proc, result.value & 255);
  else proc.wait = proc.woken ? undefined : result.value;
}

/** Whether a process can go on. */
export function isReady(proc: Proc, now: number): boolean {
  if (proc.state !== 'running' || !proc.task) return false;
  const { wait } = proc;
  if (!wait) return true;
  if (wait.until !== undefined && wait.until <= now) return true;
  if (wait.ready) return wait.ready();
  return wait.until === undefined;
}

/** See `Kernel.alone`. */
export function alone(state: State, proc: Proc, ms: number): boolean {
  const end = state.now + ms;
  if (end > state.until) return false;
  for (const other of state.procs.values()) {
    if (other === proc || other.state !== 'running') continue;
    if (isReady(other, state.now)) return false;
    const until = other.wait?.until;
    if (until !== undefined && until < end) return false;
  }
  return true;
}

/** Lets virtual time go on up to `until`. */
export function run(kernel: Kernel, state: State, how: { until: number; limits: Limits }): Stopped {
  const { until, limits } = how;
  state.until = until;
  if (!workedOn(kernel, state, limits)) return 'time';
  for (;;) {
    if (state.ended) return 'ended';
    if (limits.halted()) return 'halted';
    const proc = nextReady(state);
    if (proc) {
      limits.turn(proc.burned >= limits.endless);
      step(kernel, state, proc);
      if (!busyTurn(kernel, state, { proc, limits })) return 'time';
      continue;
    }
    state.restless = 0;
    state.unpaid = 0;
    const next = nextTime(state);
    if (next > until) {
      if (Number.isFinite(until)) state.now = Math.max(state.now, until);
      return next === Number.POSITIVE_INFINITY ? 'idle' : 'time';
    }
    state.now = Math.max(state.now, next);
  }
}

/** Virtual ms at which somebody goes on by himself: see `Kernel.next`. */
export function nextOf(state: State): number {
  for (const proc of state.procs.values())
    if (isReady(proc, state.now)) return Math.max(state.now, state.busy?.end ?? state.now);
  return nextTime(state);
}

/** The next process that can run, in the order of pids and in turn. */
function nextReady(state: State): Proc | undefined {
  let first: Proc | undefined;
  for (const proc of state.procs.values()) {
    if (proc.pid <= state.last && first) continue;
    if (!isReady(proc, state.now)) continue;
    if (proc.pid > state.last) {
      state.last = proc.pid;
      return proc;
    }
    first = proc;
  }
  if (first) state.last = first.pid;
  return first;
}

/** Steps without a pause after which work is slowed down where time goes on in small parts. */
const RESTLESS = 5000;
/** Virtual ms that a turn of it takes then at least: a page that lets 100 ms pass plays 25 turns for it. */
const SLOW = 4;
/** The same of a process that is taken to calculate for ever, whose turns are shorter. */
const ENDLESS = 20;
/** Steps that may take no time then. */
const FEW = 200;

/**
 * The time that a turn of work took passes. False when the time of `run` is over. A turn that ends by waiting for another process takes
 * none, unless there was much of that: a loop of pipes never comes to an end otherwise.
 */
function busyTurn(kernel: Kernel, state: State, { proc, limits }: { proc: Proc; limits: Limits }): boolean {
  const gaveWay = proc.state === 'running' && proc.wait?.until === undefined && !proc.wait?.ready;
  // whoever goes on and on without a step of work (`yes > /dev/null`) would stop the clock
  if (gaveWay && limits.worked() === 0) limits.work(1);
  const worked = limits.worked();
  proc.burned = gaveWay ? proc.burned + worked : 0;
  state.restless += worked;
  const restless = state.restless >= RESTLESS;
  if (!gaveWay) state.unpaid += worked;
  if (!gaveWay && state.unpaid < (restless ? FEW : RESTLESS)) return true;
  const timer = nextTime(state);
  if (Math.min(timer, state.until) === Number.POSITIVE_INFINITY) return true;
  const steps = gaveWay ? worked : state.unpaid;
  if (!gaveWay) state.unpaid = 0;
  const speed = limits.speed();
  const endless = proc.burned >= limits.endless;
  const end = state.now + timeOf({ steps, speed, endless, ahead: timer - state.now });
  pass(kernel, state, { proc, from: state.now, to: Math.min(end, state.until), speed });
  if (end > state.until && restless)
    state.busy = { proc, from: state.until, end: state.until + (endless ? ENDLESS : SLOW) };
  return end <= state.until;
}

/** Goes on with work that went beyond the time of the last `run`. False when it goes beyond that of this one too. */
function workedOn(kernel: Kernel, state: State, limits: Limits): boolean {
  const { busy, until } = state;
  if (!busy) return true;
  const to = Math.min(busy.end, Math.max(busy.from, until));
  state.busy = busy.end > until ? { ...busy, from: to } : undefined;
  pass(kernel, state, { proc: busy.proc, from: busy.from, to, speed: limits.speed() });
  return busy.end <= until;
}

/** A process has the processor from one time to another; somebody else may have set the clock meanwhile. */
function pass(
  kernel: Kernel,
  state: State,
  { proc, from, to, speed }: { proc: Proc; from: number; to: number; speed: number },
): void {
  const spent = (to - from) * speed;
  state.now = Math.max(state.now, to);
  state.cpu += spent;
  const signal = spend(proc, spent);
  if (signal !== undefined) kernel.deliver(proc, signal, signal === KILL ? 'limit' : 'kernel');
}

function nextTime(state: State): number {
  let next = Number.POSITIVE_INFINITY;
  for (const proc of state.procs.values())
    if (proc.state === 'running' && proc.wait?.until !== undefined) next = Math.min(next, proc.wait.until);
  return next;
}
