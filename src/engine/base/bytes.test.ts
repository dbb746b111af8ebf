import { expect, test } from 'vitest';
import { grouped } from './bytes.ts';

test('thousands are grouped as English prints them', () => {
  const counts = [0, 7, 999, 1000, 4908, 8214, 12_345, 999_999, 1_000_000, 1_234_567_890];
  expect(counts.map(grouped)).toEqual(counts.map((count) => count.toLocaleString('en-US')));
});
