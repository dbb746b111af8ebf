import type { SwimLine } from './swim-lanes.tsx';

/** A line with the row that its label stands in, 0 at the top; `before`: to the left of the line. */
export interface PlacedLine<L> {
  readonly line: L;
  readonly row: number;
  readonly before: boolean;
}

/** Share of the scale that a label takes in a narrow drawing. */
const WIDTH = 0.24;

/** Puts the labels of lines in rows, so that none lies on another: the first row with room. `scale`: ms of the whole drawing. */
export function labelled<L extends Pick<SwimLine, 'at'>>(
  lines: readonly L[],
  scale: number,
): { readonly placed: readonly PlacedLine<L>[]; readonly rows: number } {
  const taken: { from: number; to: number }[][] = [];
  const placed = lines.map((line) => {
    const at = line.at / scale;
    const before = at > 1 - WIDTH;
    const from = before ? at - WIDTH : at;
    const to = before ? at : at + WIDTH;
    const free = taken.findIndex((row) => row.every((other) => other.to <= from || other.from >= to));
    const row = free === -1 ? taken.length : free;
    taken[row] = [...(taken[row] ?? []), { from, to }];
    return { line, row, before };
  });
  return { placed, rows: taken.length };
}
