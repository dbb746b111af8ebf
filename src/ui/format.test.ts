import { expect, test } from 'vitest';
import { count, formatBinary, formatBytes, formatDuration, formatMinutes } from './format.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [8_500_000, '8.5 MB'],
  [223_951_000, '224 MB'],
  [999_600_000, '1 GB'],
])('%d bytes read as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text.replace(' ', '\u00a0'));
});

test('limits read in binary units', () => {
  const MIB = 1024 * 1024;
  expect([0, 1023, 838_861, 64 * MIB, 1000 * MIB, 23.5 * 1024 * MIB].map(formatBinary)).toEqual(
    ['0 B', '1023 B', '819 KiB', '64 MiB', '1000 MiB', '23.5 GiB'].map((text) => text.replace(' ', '\u00a0')),
  );
});

test('an assumed size says so', () => {
  expect(formatBytes(991_000_000, true)).toBe('≈\u00a0991\u00a0MB');
});

test('minutes above an hour are hours with two digits of minutes', () => {
  expect([formatMinutes(12), formatMinutes(66)]).toEqual(['12\u00a0min', '1\u00a0h\u00a006']);
});

test('one thing is singular', () => {
  expect([count(1, 'file'), count(0, 'file')]).toEqual(['1\u00a0file', '0\u00a0files']);
});

test('what takes almost no time does not read as none', () => {
  expect([0, 20, 60, 24_640].map(formatDuration)).toEqual(['0\u00a0s', '<0.1\u00a0s', '0.1\u00a0s', '24.6\u00a0s']);
});
