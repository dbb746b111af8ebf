import type { BuildResult } from '../../../builder/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';

const made = new WeakMap<Daemon, Map<string, Map<string, number>>>();

/** When a builder made the results of a build's steps, by cache key, in the host's time: those that ran now, `began` ms; others when they ran first. */
export function stepTimes(
  daemon: Daemon,
  result: BuildResult,
  { builder, began }: { readonly builder: string; readonly began: number },
): ReadonlyMap<string, number> {
  const builders = made.get(daemon) ?? new Map<string, Map<string, number>>();
  made.set(daemon, builders);
  const times = builders.get(builder) ?? new Map<string, number>();
  builders.set(builder, times);
  for (const { key, status, start } of result.steps)
    if (status === 'ran' || !times.has(key)) times.set(key, began + start);
  return times;
}
