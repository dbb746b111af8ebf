import type { Container } from '../kernel/index.ts';

/** Something that lives in the host's virtual time: the host's own processes, or a running container. */
export interface Machine {
  readonly processes: Container;
  /** Host time at which its own clock began, in ms. */
  readonly origin: number;
  /** Frozen: its processes do not get on (docker pause). */
  paused: boolean;
  /** Called once, when its first process has ended. */
  ended(): void;
  /** Called after each turn, while it lives. */
  lived?(): void;
}

/** All machines of a host in one virtual time: whoever has something to do first does it. */
export interface Machines {
  /** Virtual ms. */
  readonly now: number;
  add(machine: Machine): void;
  remove(machine: Machine): void;
  /** Something that happens by itself at a time: a health check, a restart. Answers how to call it off. */
  at(time: number, what: () => void): () => void;
  /** Lets time go on until `done` holds, `until` is reached, or nobody will ever do anything again. */
  run(until: number, done: () => boolean): 'done' | 'time' | 'idle';
}

interface Timer {
  readonly time: number;
  readonly what: () => void;
}

/** Host time at which it goes on by itself. */
function nextOf(machine: Machine): number {
  return machine.paused || machine.processes.ended ? Number.POSITIVE_INFINITY : machine.origin + machine.processes.next;
}

/** Everything that may happen by itself. */
interface All {
  readonly machines: readonly Machine[];
  readonly timers: ReadonlySet<Timer>;
}

/** What happens first, not before `now`. */
function first({ machines, timers }: All, now: number): { time: number; machine?: Machine; timer?: Timer } {
  let best: { time: number; machine?: Machine; timer?: Timer } = { time: Number.POSITIVE_INFINITY };
  for (const machine of machines) {
    const time = Math.max(nextOf(machine), now);
    if (time < best.time) best = { time, machine };
  }
  for (const timer of timers) if (timer.time < best.time) best = { time: timer.time, timer };
  return best;
}

/** How far who only calculates may get ahead of the others, none of whom has anything to do before that; ms. */
function ahead({ machines, timers }: All, machine: Machine, { now, until }: { now: number; until: number }): number {
  let next = until;
  for (const other of machines) if (other !== machine && nextOf(other) > now) next = Math.min(next, nextOf(other));
  for (const { time } of timers) next = Math.min(next, time);
  return Math.min(FARTHEST, Math.max(1, next - now));
}

/** Ms between two looks at somebody who calculates: what ends in between is seen that much later. */
const FARTHEST = 10;

/** A host without machines. */
export function createMachines(): Machines {
  const machines: Machine[] = [];
  const timers = new Set<Timer>();
  const all: All = { machines, timers };
  const clock = { now: 0 };

  function live(machine: Machine, until: number): void {
    const { next } = machine.processes;
    // a difference of fractions may be a hair too small: who is due must come to his time
    const own = Math.max(clock.now - machine.origin, machine.origin + next <= clock.now ? next : 0);
    machine.processes.wake(own);
    const before = machine.processes.next;
    const stopped = machine.processes.run(own);
    if (stopped === 'time' && machine.processes.next <= before && before <= own)
      machine.processes.run(own + ahead(all, machine, { now: clock.now, until }));
    machine.processes.flush();
    if (!machine.processes.ended && stopped !== 'halted') return machine.lived?.();
    remove(machine);
    machine.ended();
  }

  function remove(machine: Machine): void {
    const at = machines.indexOf(machine);
    if (at >= 0) machines.splice(at, 1);
  }

  return {
    get now() {
      return clock.now;
    },
    add: (machine) => void machines.push(machine),
    remove,
    at(time, what) {
      const timer = { time: Math.max(time, clock.now), what };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    run(until, done) {
      for (;;) {
        if (done()) return 'done';
        const { time, machine, timer } = first(all, clock.now);
        if (time > until || time === Number.POSITIVE_INFINITY) {
          if (Number.isFinite(until)) clock.now = Math.max(clock.now, until);
          return time === Number.POSITIVE_INFINITY ? 'idle' : 'time';
        }
        clock.now = Math.max(clock.now, time);
        if (machine) live(machine, until);
        else if (timer) {
          timers.delete(timer);
          timer.what();
        }
      }
    },
  };
}
