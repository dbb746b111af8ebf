import { describe, expect, it } from 'vitest';
import { labelled } from './labels.ts';

const places = (...times: readonly number[]) => {
  const { placed, rows } = labelled(
    times.map((at) => ({ at })),
    100,
  );
  return { placed: placed.map(({ line, row, before }) => [line.at, row, before ? 'before' : 'behind']), rows };
};

describe('labels of lines', () => {
  it('stand behind their lines, near the end of the scale before them', () => {
    expect(places(0, 92)).toEqual({
      placed: [
        [0, 0, 'behind'],
        [92, 0, 'before'],
      ],
      rows: 1,
    });
  });

  it('go to the next row where they would lie on each other', () => {
    expect(places(0, 10, 20, 30)).toEqual({
      placed: [
        [0, 0, 'behind'],
        [10, 1, 'behind'],
        [20, 2, 'behind'],
        [30, 0, 'behind'],
      ],
      rows: 3,
    });
  });

  it('need no row where there is no line', () => {
    expect(places()).toEqual({ placed: [], rows: 0 });
  });
});
