import { array, assert, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeline } from '../index.ts';

const times = (tasks: Parameters<typeof timeline>[0], cores?: number) =>
  Object.fromEntries(
    [...timeline(tasks, cores)].map(([key, { start, end, critical }]) => [key, [start, end, critical]]),
  );

describe('a timeline', () => {
  it('lets tasks wait for those before them and for a core, and marks the longest chain', () => {
    const tasks = [
      { key: 'a', ms: 30, after: [] },
      { key: 'b', ms: 20, after: [] },
      { key: 'c', ms: 10, after: ['b'] },
      { key: 'd', ms: 5, after: ['a', 'c'] },
      { key: 'free', ms: 0, after: ['d'] },
    ];
    expect([times(tasks), times(tasks, 1)]).toEqual([
      { a: [0, 30, false], b: [0, 20, true], c: [20, 30, true], d: [30, 35, true], free: [35, 35, false] },
      { a: [0, 30, true], b: [30, 50, true], c: [50, 60, true], d: [60, 65, true], free: [65, 65, false] },
    ]);
  });

  it('runs no more tasks at once than there are cores, and none before what it waits for', () => {
    const task = record({ ms: nat(50), after: array(nat(30), { maxLength: 3 }) });
    assert(
      property(array(task, { maxLength: 30 }), integer({ min: 1, max: 5 }), (drafts, cores) => {
        const tasks = drafts.map(({ ms, after }, at) => ({
          key: `${at}`,
          ms,
          after: after.filter((one) => one < at).map(String),
        }));
        const found = timeline(tasks, cores);
        const late = tasks.filter(({ key, after, ms }) => {
          const own = found.get(key);
          return !own || own.end !== own.start + ms || after.some((one) => (found.get(one)?.end ?? 0) > own.start);
        });
        const busy = [...found.values()].map(
          ({ start }) => [...found.values()].filter((one) => one.start <= start && one.end > start).length,
        );
        const end = Math.max(0, ...[...found.values()].map((one) => one.end));
        const critical = [...found.values()]
          .filter((one) => one.critical)
          .reduce((sum, one) => sum + one.end - one.start, 0);
        expect([late, busy.every((count) => count <= cores), critical]).toEqual([[], true, end]);
      }),
      { numRuns: 300 },
    );
  });
});
