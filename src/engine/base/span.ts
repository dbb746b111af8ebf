/** A half-open range of UTF-16 offsets into one text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of a file: its value after quoting and escapes are resolved, and where it stands. */
export interface Token {
  readonly value: string;
  readonly span: Span;
}

/** The 1-based line and column (UTF-16 units) of an offset. `starts` comes from `lineStarts`. */
export function position(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The offset at which each line of `text` begins; lines end at `\n` only, as BuildKit reads them. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
