/** A scale from zero: where it ends and what is written on it, in the unit of the values. */
export interface Axis {
  readonly end: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** A scale that holds `longest` with four round parts; the last part may be empty at its end. Nothing to show: one part of 1. */
export function axisFor(longest: number): Axis {
  if (!(longest > 0)) return { end: 1, ticks: [0, 1] };
  const rough = longest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const parts = Math.ceil((longest / step) * (1 - 1e-9));
  const ticks = Array.from({ length: parts + 1 }, (_, at) => Number((at * step).toPrecision(12)));
  return { end: ticks.at(-1) ?? step, ticks };
}
