export interface Piece {
  /** Offset in the marked text. */
  readonly at: number;
  readonly text: string;
  /** True for what the rule reports. */
  readonly found: boolean;
}

/** The pieces of an example, in which `[|…|]` surrounds what a rule reports. */
export function marked(example: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of example.matchAll(/\[\|([\s\S]*?)\|\]/g)) {
    if (match.index > at) pieces.push({ at, text: example.slice(at, match.index), found: false });
    if (match[1]) pieces.push({ at: match.index, text: match[1], found: true });
    at = match.index + match[0].length;
  }
  if (at < example.length) pieces.push({ at, text: example.slice(at), found: false });
  return pieces;
}

/** The example as a Dockerfile. */
export function unmarked(example: string): string {
  return marked(example)
    .map((piece) => piece.text)
    .join('');
}
