import { expect, test } from 'vitest';
import { resized, within } from './use-panes.ts';

test('sizes stay within their limits', () => {
  expect([within('first', 10), within('first', 5000), within('last', 400.4)]).toEqual([240, 640, 400]);
});

test.each([
  { key: 'ArrowRight', which: 'first', value: 336, next: 352 },
  { key: 'ArrowLeft', which: 'first', value: 336, next: 320 },
  { key: 'ArrowLeft', which: 'last', value: 456, next: 472 },
  { key: 'ArrowDown', which: 'share', value: 40, next: 45 },
  { key: 'Home', which: 'last', value: 456, next: 320 },
  { key: 'End', which: 'share', value: 40, next: 80 },
  { key: 'x', which: 'first', value: 336, next: undefined },
] as const)('$key on the separator of $which makes $value to $next', ({ key, which, value, next }) => {
  expect(resized(key, which, value)).toBe(next);
});
