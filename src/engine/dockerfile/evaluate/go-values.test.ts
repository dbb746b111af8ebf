import { expect, it } from 'vitest';
import { formatDuration, parseInteger, parseMemory } from './go-values.ts';

it('reads whole numbers of 64 bits', () => {
  expect(['+7', '-0', '007', '9223372036854775807', '-9223372036854775808'].map(parseInteger)).toEqual([
    7n,
    0n,
    7n,
    2n ** 63n - 1n,
    -(2n ** 63n),
  ]);
  expect(['9223372036854775808', '1_0', '', '+', '0x1'].map(parseInteger)).toEqual(Array(5).fill(undefined));
});

it.each([
  ['64m', 67_108_864],
  ['1.5 KiB', 1536],
  ['10b', 10],
  ['-0', 0],
  ['1_0', 10],
  ['.5', 0],
  ['2e3k', 2_048_000],
  ['9000p', -(2 ** 63)],
  ['1e400', undefined],
  ['-1', undefined],
  ['10  k', undefined],
  ['1kb ', undefined],
  ['1mi', undefined],
  ['1e', undefined],
  ['m', undefined],
])('reads the size %j as %j', (text, bytes) => {
  expect(parseMemory(text)).toBe(bytes);
});

it('prints durations', () => {
  const times = [0, 1e-6, 0.0015, 1.5, 60_000, 3_600_000.000001, 5_400_500, -1000, 9_223_372_036_854];
  expect(times.map(formatDuration)).toEqual([
    '0s',
    '1ns',
    '1.5µs',
    '1.5ms',
    '1m0s',
    '1h0m0.000000001s',
    '1h30m0.5s',
    '-1s',
    '2562047h47m16.854s',
  ]);
});
