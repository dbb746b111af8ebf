import { expect, test } from 'vitest';
import type { ExerciseMeta } from '../content/model.ts';
import type { Overview } from '../progress/overview.ts';
import type { Mark } from '../progress/exercise-record.ts';
import { nextExercise, tally } from './exercise-progress.ts';

const exercises = ['a', 'b', 'c'].map((slug): ExerciseMeta => ({
  id: `l/${slug}`,
  lesson: 'l',
  slug,
  title: slug,
  summary: '',
  minutes: 10,
  prerequisites: [],
  panes: ['editor'],
  formerly: [],
}));

function state(marks: Readonly<Record<string, Mark | 'skipped'>>, last?: string): Overview {
  const standings = Object.entries(marks).map(([slug, mark]) => [
    `l/${slug}`,
    { mark: mark === 'skipped' ? 'open' : mark, skipped: mark === 'skipped', at: 1 } as const,
  ]);
  return {
    ready: true,
    kept: true,
    standings: Object.fromEntries(standings),
    last: last ? { id: `l/${last}`, at: 1 } : undefined,
  };
}

test.each([
  ['nothing done: the first', state({}), 'a'],
  ['the one open last', state({ b: 'begun' }, 'b'), 'b'],
  ['the one open last is solved: the next', state({ b: 'solved' }, 'b'), 'c'],
  ['a skipped one waits until the others are done', state({ a: 'skipped', b: 'solved' }, 'a'), 'c'],
  ['only skipped ones are left', state({ a: 'skipped', b: 'solved', c: 'by-hand' }, 'c'), 'a'],
])('%s', (_, overview, slug) => {
  expect(nextExercise(overview, exercises)?.slug).toBe(slug);
});

test('everything done: nothing to go on with', () => {
  expect(nextExercise(state({ a: 'solved', b: 'by-hand', c: 'solved' }), exercises)).toBeUndefined();
});

test('done by hand is counted apart', () => {
  expect(tally(state({ a: 'solved', b: 'by-hand', c: 'begun' }), exercises)).toEqual({
    total: 3,
    solved: 1,
    byHand: 1,
    begun: 1,
    left: 10,
  });
});
