import { describe, expect, it } from 'vitest';
import committed from '../../../content/fidelity.json';
import { current, readNotRecorded, recorded } from '../../engine/docker/index.ts';
import { assumedIn } from './assumed.ts';
import { leftOutIn } from './left-out.ts';
import { standing } from './report.ts';
import { agrees, suiteIds } from './suite.ts';

function share({ agree, of }: { agree: number; of: number }): number {
  return agree / of;
}

describe('content/fidelity.json', () => {
  it('says what doors, data and profiles say: else run `npm run -s drydock -- fidelity --write`', async () => {
    const { suites, ...rest } = committed;
    expect(rest).toEqual(await standing());
    expect(suites.map(({ id }) => id)).toEqual(suiteIds);
  });

  it('has a reason for every difference', () => {
    for (const { id, differences } of committed.suites)
      for (const difference of differences)
        expect([id, difference.id, typeof difference.reason]).toEqual([id, difference.id, 'string']);
  });

  it('holds the bars: all of BuildKit’s front end, 99 of 100 commands of the engine, 97 of 100 of every topic', () => {
    for (const { id, topics } of committed.suites)
      for (const topic of topics)
        expect([id, topic.topic, share(topic) >= (id === 'engine' ? 0.97 : 1)]).toEqual([id, topic.topic, true]);
    const commands = committed.suites.find(({ id }) => id === 'engine')?.topics ?? [];
    const sum = (key: 'agree' | 'of') => commands.reduce((total, topic) => total + topic[key], 0);
    expect(sum('agree') / sum('of')).toBeGreaterThan(0.99);
  });
});

describe('what differs between the product’s host and the recorded one', () => {
  it('is listed member by member, with a source', () => {
    const members = [...new Set([...Object.keys(current), ...Object.keys(recorded)])] as (keyof typeof current)[];
    const differing = members.filter((key) => JSON.stringify(current[key]) !== JSON.stringify(recorded[key]));
    expect(readNotRecorded.map(({ member }) => member).toSorted()).toEqual(
      differing.filter((key) => key !== 'name').toSorted(),
    );
  });
});

describe('the sentence on what is left out', () => {
  it('is read across lines, up to its full stop', () => {
    expect(leftOutIn('/**\n * Reads awk. Left out: one thing,\n * and `b.c` too. More follows.\n */')).toBe(
      'one thing, and `b.c` too',
    );
    expect(leftOutIn('/** Reads awk. Left out: the rest. */')).toBe('the rest');
  });
  it('is missing where none is written', () => {
    expect(leftOutIn('/** Reads awk. */')).toBeUndefined();
    expect(leftOutIn('// Left out: a comment of another kind.')).toBeUndefined();
  });
});

describe('assumed figures', () => {
  it('are found by their marks, as a whole or one by one', () => {
    expect(
      assumedIn({
        packages: {
          a: { assumed: true },
          b: { plain: { size: { bytes: 1, assumed: true }, installed_assumed: true } },
          c: { assumed: false, size: { bytes: 1 } },
        },
        systems: { d: { assumed: true } },
        note: 'assumed: true',
      }),
    ).toEqual({ names: ['a', 'b'], facts: ['all figures', 'installed', 'size'] });
  });
  it('are none in a file without marks', () => {
    expect(assumedIn({ tags: { latest: { size: { bytes: 3 } } } })).toEqual({ names: [], facts: [] });
  });
});

describe('answers', () => {
  it('agree when both sides are the same data', () => {
    expect(agrees({ id: 'a', want: { exit: 0, out: ['x'] }, got: { exit: 0, out: ['x'] } })).toBe(true);
    expect(agrees({ id: 'a', want: { exit: 0 }, got: { exit: 1 } })).toBe(false);
  });
});
