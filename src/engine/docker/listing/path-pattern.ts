/** Whether a name fits. */
export type PathPattern = (name: string) => boolean;

interface Piece {
  /** Any text without a slash. */
  readonly star: boolean;
  readonly fits: (character: string) => boolean;
}

function classOf(text: string): Piece | undefined {
  const negated = text.startsWith('^');
  const ranges: [string, string][] = [];
  const characters = Array.from(negated ? text.slice(1) : text);
  for (let at = 0; at < characters.length; at++) {
    const first = characters[at] === '\\' ? characters[++at] : characters[at];
    if (first === undefined) return undefined;
    let last = first;
    if (characters[at + 1] === '-') {
      at += 2;
      const end = characters[at] === '\\' ? characters[++at] : characters[at];
      if (end === undefined) return undefined;
      last = end;
    }
    ranges.push([first, last]);
  }
  if (ranges.length === 0) return undefined;
  return {
    star: false,
    fits: (character) => ranges.some(([first, last]) => character >= first && character <= last) !== negated,
  };
}

function piecesOf(pattern: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '*') pieces.push({ star: true, fits: (one) => one !== '/' });
    else if (character === '?') pieces.push({ star: false, fits: (one) => one !== '/' });
    else if (character === '[') {
      const end = characters.findIndex((one, index) => index > at + 1 && one === ']' && characters[index - 1] !== '\\');
      const piece = end < 0 ? undefined : classOf(characters.slice(at + 1, end).join(''));
      if (!piece) return undefined;
      pieces.push(piece);
      at = end;
    } else {
      const plain = character === '\\' ? characters[++at] : character;
      if (plain === undefined) return undefined;
      pieces.push({ star: false, fits: (one) => one === plain });
    }
  }
  return pieces;
}

/** A pattern of Go's path.Match: `*` and `?` without slashes, `[a-z]`, `\` before a character; undefined: bad pattern. Time: pattern × name. */
export function compilePathPattern(pattern: string): PathPattern | undefined {
  const pieces = piecesOf(pattern);
  if (!pieces) return undefined;
  return (name) => {
    let reached = new Set([0]);
    const skip = (places: Set<number>): Set<number> => {
      for (const place of places) if (pieces[place]?.star) places.add(place + 1);
      return places;
    };
    skip(reached);
    for (const character of name) {
      const next = new Set<number>();
      for (const place of reached) {
        const piece = pieces[place];
        if (piece?.fits(character)) next.add(piece.star ? place : place + 1);
      }
      reached = skip(next);
    }
    return reached.has(pieces.length);
  };
}
