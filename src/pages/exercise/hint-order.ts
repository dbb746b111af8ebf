import type { HintSpec } from '../../engine/grade/check.ts';

export interface HintOrder {
  /** Opened, in the order they were opened. */
  readonly opened: readonly HintSpec[];
  /** The one that can be opened now. */
  readonly next: HintSpec | undefined;
  /** How many wait behind it. */
  readonly locked: number;
}

/** Hints open one by one; those that fit the attempt come first, the others in the order of the exercise. */
export function hintOrder(
  hints: readonly HintSpec[],
  opened: readonly string[],
  fitting: readonly string[],
): HintOrder {
  const closed = hints.filter((hint) => !opened.includes(hint.id));
  const fits = (hint: HintSpec) => fitting.includes(hint.id);
  const [next, ...rest] = [...closed.filter(fits), ...closed.filter((hint) => !fits(hint))];
  return { opened: opened.flatMap((id) => hints.find((hint) => hint.id === id) ?? []), next, locked: rest.length };
}
