import type { Box, RailMap } from './rails.ts';

/**
 * The boxes in the order in which they stand: those on the same rails side by side, as near as can be to where they were given; boxes
 * without a rail last. Stable, so that a box that is added moves as few others as possible.
 */
export function inOrder({ rails, boxes }: RailMap): readonly Box[] {
  const rank = new Map(rails.map(({ id }, at) => [id, at]));
  const key = ({ taps }: Box): readonly number[] => {
    const at = taps.flatMap(({ rail }) => rank.get(rail) ?? []);
    return at.length === 0 ? [rails.length, 0] : [Math.min(...at), Math.max(...at)];
  };
  const keyed = boxes.map((box) => ({ box, key: key(box) }));
  return keyed
    .toSorted((one, other) => {
      const [low = 0, high = 0] = one.key;
      const [otherLow = 0, otherHigh = 0] = other.key;
      return low - otherLow || high - otherHigh;
    })
    .map(({ box }) => box);
}

/** The first level, counted from 0, at which each stretch meets no other; stretches are taken as they come. */
export function levelsOf(stretches: readonly (readonly [from: number, to: number])[]): readonly number[] {
  const ends: number[] = [];
  const order = stretches
    .map((stretch, at) => ({ stretch, at }))
    .toSorted((one, other) => one.stretch[0] - other.stretch[0]);
  const levels = stretches.map(() => 0);
  for (const { stretch, at } of order) {
    const free = ends.findIndex((end) => end < stretch[0]);
    const level = free === -1 ? ends.length : free;
    ends[level] = stretch[1];
    levels[at] = level;
  }
  return levels;
}
