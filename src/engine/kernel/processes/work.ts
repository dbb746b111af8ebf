import type { Proc } from './proc.ts';
import { KILL } from './deliver-signal.ts';

/**
 * Milliseconds of a step of work. Measured on this project's machine: 100,000 turns of
 * `while [ $i -lt 100000 ]; do i=$((i+1)); done`, some four steps each, take 0.09 s in dash 0.5.12, 0.23 s in bash 5.2.37
 * and 0.13 s in BusyBox 1.37.
 */
const STEP = 0.0005;

/** SIGXCPU */
const XCPU = 24;

/** Virtual ms that a turn of work takes; one without end lets the clock run ahead to who sleeps. */
export function timeOf(turn: { steps: number; speed: number; endless: boolean; ahead: number }): number {
  if (!turn.endless) return (turn.steps * STEP) / turn.speed;
  return Math.max(100, Number.isFinite(turn.ahead) ? turn.ahead / 4 : 0);
}

/**
 * Counts processor time of a process against RLIMIT_CPU; answers the signal that it gets for going beyond: XCPU, at the hard limit
 * KILL. Source: kernel/time/posix-cpu-timers.c.
 */
export function spend(proc: Proc, ms: number): number | undefined {
  proc.cpu += ms;
  const bound = proc.limits.get('t');
  if (!bound || proc.cpu < bound.soft * 1000) return undefined;
  return proc.cpu >= bound.hard * 1000 ? KILL : XCPU;
}
