import { cacheId, cachesOf } from '../schedule/cache-mount-users.ts';
import type { Session } from '../session.ts';
import { timeline, type Task } from './timeline.ts';
import { awaited, fetchedKeys, fetchMs, plannedTransfers } from './transfers.ts';

/** Gives each step of a session its times. Every vertex is a task, and so is each transfer; steps that are the same vertex share its times. */
export function setTimes(session: Session): void {
  const planned = plannedTransfers(session);
  const fetched = isFetching(session) ? fetchedKeys(session) : NONE;
  const tasks = session.done
    .filter(({ first }) => first)
    .map((done): Task => {
      const { key, above, sources, outcome, cached } = done.vertex;
      const caches = cachesOf(done.result.plan);
      return {
        key,
        after: [...above, ...sources, ...awaited(session, done)],
        ms: fetchMs(session, done, fetched) + (cached ? 0 : outcome.ms),
        locks: caches.filter(({ sharing }) => sharing === 'locked').map(cacheId),
        holds: caches.filter(({ sharing }) => sharing !== 'locked').map(cacheId),
      };
    });
  const times = timeline([...planned.map(({ key, ms }) => ({ key, ms, after: [] })), ...tasks], session.input.cores);
  for (const [index, done] of session.done.entries()) {
    const found = times.get(done.vertex.key);
    if (found) session.done[index] = { ...done, result: { ...done.result, ...found } };
  }
  session.transfers = planned.flatMap(({ kind, name, key, ms }) => {
    const found = times.get(key);
    return found && ms > 0 ? [{ kind, name, ...found }] : [];
  });
}

const NONE: ReadonlySet<string> = new Set();

function isFetching({ input }: Session): boolean {
  return input.pullImages === true || input.cacheFrom !== undefined;
}
