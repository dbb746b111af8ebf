import { SIGNALS } from '../signals.ts';

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
