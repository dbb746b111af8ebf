/** A 1-based line and column as Monaco counts them. */
export interface Place {
  readonly lineNumber: number;
  readonly column: number;
}

/** Offsets of one text as Monaco's places and back. Monaco leaves a byte order mark out of line 1 and also ends lines at `\r`. */
export interface Places {
  place(offset: number): Place;
  offset(place: Place): number;
  range(span: { readonly start: number; readonly end: number }): {
    readonly startLineNumber: number;
    readonly startColumn: number;
    readonly endLineNumber: number;
    readonly endColumn: number;
  };
}

let last: { text: string; places: Places } | undefined;

/** The places of `text`. The last text is remembered, since markers and providers ask for the same one in turn. */
export function placesOf(text: string): Places {
  if (last?.text === text) return last.places;
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const place = (offset: number): Place => {
    const inside = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { lineNumber: low + 1, column: Math.max(0, inside - (starts[low] ?? 0)) + 1 };
  };
  const places: Places = {
    place,
    offset: ({ lineNumber, column }) =>
      Math.min(text.length, (starts[Math.min(lineNumber, starts.length) - 1] ?? 0) + column - 1),
    range({ start, end }) {
      const from = place(start);
      const to = place(end);
      return {
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
      };
    },
  };
  last = { text, places };
  return places;
}
