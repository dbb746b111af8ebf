import { expect, test } from 'vitest';
import { matchPath } from './match.ts';

test.each([
  ['/', '/', {}],
  ['/lessons/:lesson/', '/lessons/build-cache/', { lesson: 'build-cache' }],
  ['/lessons/:lesson/', '/lessons/build-cache', { lesson: 'build-cache' }],
  ['/lessons/:lesson/:exercise/', '/lessons/a/b%20c/', { lesson: 'a', exercise: 'b c' }],
  ['/rules/:rule/', '/rules/%E0%A4%A/', { rule: '%E0%A4%A' }],
  ['*', '/any/where', {}],
])('%s fits %s', (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params);
});

test.each([
  ['/', '/lessons/'],
  ['/lessons/:lesson/', '/lessons/'],
  ['/lessons/:lesson/', '/lessons/a/b/'],
  ['/rules/', '/Rules/'],
])('%s does not fit %s', (pattern, path) => {
  expect(matchPath(pattern, path)).toBeUndefined();
});
