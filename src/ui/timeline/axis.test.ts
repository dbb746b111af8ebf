import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisFor } from './axis.ts';

test('a scale has round numbers and ends just after the longest value', () => {
  expect(axisFor(20.8)).toEqual({ end: 24, ticks: [0, 4, 8, 12, 16, 20, 24] });
  expect(axisFor(24.6)).toEqual({ end: 25, ticks: [0, 5, 10, 15, 20, 25] });
  expect(axisFor(0.3)).toEqual({ end: 0.3, ticks: [0, 0.1, 0.2, 0.3] });
  expect(axisFor(100)).toEqual({ end: 100, ticks: [0, 25, 50, 75, 100] });
});

test('nothing to show still has a scale', () => {
  expect([axisFor(0), axisFor(Number.NaN)]).toEqual([
    { end: 1, ticks: [0, 1] },
    { end: 1, ticks: [0, 1] },
  ]);
});

test('whatever the value: it lies on the scale and takes most of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e7, noNaN: true }), (longest) => {
      const { end, ticks } = axisFor(longest);
      expect(end).toBeGreaterThanOrEqual(longest * (1 - 1e-9));
      expect(longest / end).toBeGreaterThan(0.66);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }),
  );
});
