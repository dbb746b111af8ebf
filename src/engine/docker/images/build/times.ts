import type { BuildResult } from '../../../build/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';

const made = new WeakMap<Daemon, Map<string, number>>();

/** When the results of a build's steps were made, by cache key, in the host's time: those that ran now, `began` ms; others when they ran first. */
export function stepTimes(daemon: Daemon, result: BuildResult, began: number): ReadonlyMap<string, number> {
  const times = made.get(daemon) ?? new Map<string, number>();
  made.set(daemon, times);
  for (const { key, status, start } of result.steps)
    if (status === 'ran' || !times.has(key)) times.set(key, began + start);
  return times;
}
