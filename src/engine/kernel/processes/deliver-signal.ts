import { SIGNALS } from './signals.ts';
import type { Effect, Sender } from './event.ts';
import type { Proc } from './proc.ts';

export const XFSZ = 25;
export const KILL = 9;
export const PIPE = 13;
export const CONT = 18;
export const STOP = 19;

const NOTHING = new Set(['CHLD', 'CONT', 'URG', 'WINCH', 'EXIT']);
const STOPS = new Set(['STOP', 'TSTP', 'TTIN', 'TTOU']);

/** What a signal does to a process that has said nothing about it. Source: signal(7). */
export function defaultAction(signal: number): 'end' | 'stop' | 'nothing' {
  const name = SIGNALS[signal] ?? '';
  if (NOTHING.has(name)) return 'nothing';
  return STOPS.has(name) ? 'stop' : 'end';
}

/**
 * What a signal will do to a process now. The first of a namespace is never ended by a signal that it has no handler for, unless it is KILL
 * from outside. Source: pid_namespaces(7), kernel/signal.c sig_task_ignored.
 */
export function effectOf(proc: Proc, signal: number, from: Sender): Effect {
  const first = proc.pid === 1;
  if (signal === KILL) return first && (from === 'kernel' || typeof from === 'number') ? 'shielded' : 'ends';
  const action = signal === STOP ? undefined : proc.actions.get(signal);
  if (action === 'ignore') return 'ignored';
  if (proc.state === 'stopped') return 'waits';
  if (action) return 'caught';
  const effect = defaultAction(signal);
  if (effect === 'end' && proc.catchesFatal) return 'exits';
  if (effect === 'nothing') return 'nothing';
  if (first) return 'shielded';
  return effect === 'end' ? 'ends' : 'stops';
}
