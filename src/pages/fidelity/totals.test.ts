import { describe, expect, it } from 'vitest';
import { folderName, percent, sumOf } from './totals.ts';

describe('figures of the fidelity page', () => {
  it('sums topics', () => {
    expect(
      sumOf([
        { agree: 2, of: 3 },
        { agree: 4, of: 4 },
      ]),
    ).toEqual({ agree: 6, of: 7 });
  });
  it('never calls it 100 % while one answer differs', () => {
    expect([
      percent({ agree: 99_999, of: 100_000 }),
      percent({ agree: 7, of: 7 }),
      percent({ agree: 0, of: 0 }),
    ]).toEqual(['99.99 %', '100 %', '–']);
  });
  it('names folders, known or not', () => {
    expect(['shell/awk', 'docker/networks'].map(folderName)).toEqual(['awk', 'networks']);
  });
});
