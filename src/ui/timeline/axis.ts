/** A scale from zero: where it ends and what is written on it, in the unit of the values. */
export interface Axis {
  readonly end: number;
  readonly ticks: readonly number[];
}

const ROUND = [1, 2, 2.5, 4, 5];
const MOST_PARTS = 6;

/** A scale that holds `longest` with round parts, six at most, and as little room behind it as these allow. Nothing to show: one part of 1. */
export function axisFor(longest: number): Axis {
  if (!(longest > 0)) return { end: 1, ticks: [0, 1] };
  const power = 10 ** Math.floor(Math.log10(longest / MOST_PARTS));
  const scales = [power, 10 * power].flatMap((unit) =>
    ROUND.map((round) => {
      const step = Number((round * unit).toPrecision(12));
      const parts = Math.ceil((longest / step) * (1 - 1e-9));
      return { step, parts, end: step * parts };
    }),
  );
  const fitting = scales.filter(({ parts }) => parts <= MOST_PARTS);
  const best = fitting.reduce((one, other) => (other.end <= one.end * (1 + 1e-9) && other.parts >= 3 ? other : one));
  const ticks = Array.from({ length: best.parts + 1 }, (_, at) => Number((at * best.step).toPrecision(12)));
  return { end: ticks.at(-1) ?? best.step, ticks };
}
