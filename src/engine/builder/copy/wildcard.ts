import { join } from '../../files/index.ts';
import type { Tree } from '../../files/index.ts';

/** True when a path has `*`, `?` or `[` that is not escaped. Source: tonistiigi/fsutil copy/copy.go `containsWildcards`. */
export function hasWildcards(path: string): boolean {
  for (let at = 0; at < path.length; at++) {
    if (path[at] === '\\') at++;
    else if ('*?['.includes(path[at] ?? '')) return true;
  }
  return false;
}

/**
 * The paths that a source with wildcards stands for, in the order of a walk; what lies below a match is not looked at. No
 * match is an empty list: BuildKit copies nothing then (observed, transcripts img-fail-copy, Dockerfile.glob).
 */
export function matchWildcards(tree: Tree, pattern: string): string[] {
  const parts = join('/', pattern).split('/').slice(1);
  let found = [wildcardBase(pattern)];
  for (const part of parts.slice(parts.findIndex(hasWildcards))) {
    const matches = segmentMatcher(part);
    found = found.flatMap((folder) => {
      const names = tree.list(folder);
      return names.ok ? names.value.filter(matches).map((name) => join(folder, name)) : [];
    });
  }
  return found;
}

/** The folder in front of the first part with a wildcard. */
export function wildcardBase(pattern: string): string {
  const parts = join('/', pattern).split('/').slice(1);
  return `/${parts.slice(0, parts.findIndex(hasWildcards)).join('/')}`;
}

/** True when a part of a path is no pattern that Go could read: `[a.txt,`, `x\\`. */
export function isMalformed(path: string): boolean {
  return path.split('/').some((part) => readPattern(part) === undefined);
}

/** Go's filepath.Match for one part of a path: `*`, `?`, `[a-z]`, `[^a]` and `\`. A malformed pattern matches nothing. */
export function segmentMatcher(pattern: string): (name: string) => boolean {
  const pieces = readPattern(pattern);
  if (!pieces) return () => false;
  return (name) => matchPieces(pieces, [...name]);
}

type Piece = '*' | ((character: string) => boolean);

function readPattern(pattern: string): Piece[] | undefined {
  const characters = [...pattern];
  const pieces: Piece[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '*') {
      if (pieces.at(-1) !== '*') pieces.push('*');
    } else if (character === '?') pieces.push(() => true);
    else if (character === '[') {
      const set = readSet(characters, at + 1);
      if (!set) return undefined;
      pieces.push(set.piece);
      at = set.end;
    } else {
      if (character === '\\') at++;
      const literal = characters[at];
      if (literal === undefined) return undefined;
      pieces.push((other) => other === literal);
    }
  }
  return pieces;
}

function readSet(characters: readonly string[], start: number): { piece: Piece; end: number } | undefined {
  const negated = characters[start] === '^';
  const ranges: [string, string][] = [];
  let at = negated ? start + 1 : start;
  for (; characters[at] !== ']' || !ranges.length; at++) {
    const low = readEscaped(characters, at);
    if (!low || low.character === '-' || low.character === ']') return undefined;
    at = low.end;
    let high = low.character;
    if (characters[at + 1] === '-') {
      const upper = readEscaped(characters, at + 2);
      if (!upper) return undefined;
      high = upper.character;
      at = upper.end;
    }
    ranges.push([low.character, high]);
  }
  return { piece: (one) => negated !== ranges.some(([low, high]) => low <= one && one <= high), end: at };
}

function readEscaped(characters: readonly string[], at: number): { character: string; end: number } | undefined {
  const end = characters[at] === '\\' ? at + 1 : at;
  const character = characters[end];
  return character === undefined ? undefined : { character, end };
}

/** Backs up only to the last `*`, so time is at most quadratic in the length of one name. */
function matchPieces(pieces: readonly Piece[], name: readonly string[]): boolean {
  let piece = 0;
  let at = 0;
  let star = -1;
  let retry = 0;
  while (at < name.length) {
    const wanted = pieces[piece];
    if (wanted === '*') {
      star = piece++;
      retry = at;
    } else if (wanted && wanted(name[at] ?? '')) {
      piece++;
      at++;
    } else if (star !== -1) {
      piece = star + 1;
      at = ++retry;
    } else return false;
  }
  while (pieces[piece] === '*') piece++;
  return piece === pieces.length;
}
