/**
 * One pattern of an ignore file as a matcher that takes time proportional to pattern × path, whatever they are.
 * The reference builds a Go regular expression out of a pattern and lets everything through that such an expression
 * understands (`\d`, `[[:alpha:]]`, a `*` inside brackets); `readExpression` reads that expression. `|` and `{2}` are
 * let through too: the reference means to escape them, but its table of such characters has room for those below `@` only.
 * Source: moby/patternmatcher patternmatcher.go `compile`; Go regexp/syntax.
 */
import { readExpression } from './glob-expression.ts';
import type { Piece } from './glob-expression.ts';

/** True when the pattern fits a whole path. */
export type Matcher = (path: string) => boolean;

/** The matcher of a cleaned pattern without `!`; undefined when Go could not compile it. */
export function compileGlob(pattern: string): Matcher | undefined {
  const { expression, kind } = toExpression(pattern);
  if (kind === 'exact') return (path) => path === pattern;
  if (kind === 'prefix') {
    const prefix = pattern.slice(0, -2);
    return (path) => path.startsWith(prefix);
  }
  if (kind === 'suffix') {
    const suffix = pattern.slice(2);
    const whole = suffix.startsWith('/') ? suffix.slice(1) : undefined;
    return (path) => path.endsWith(suffix) || path === whole;
  }
  const ways = readExpression(expression);
  return ways && ((path) => ways.some((pieces) => run(pieces, path)));
}

type Kind = 'exact' | 'prefix' | 'suffix' | 'expression';

function toExpression(pattern: string): { expression: string; kind: Kind } {
  let kind: Kind = 'exact';
  let expression = '^';
  // The reference's scanner drops a byte order mark in front.
  const chars = Array.from(pattern.startsWith('\ufeff') ? pattern.slice(1) : pattern);
  for (let at = 0, count = 0; at < chars.length; count++) {
    const char = chars[at++] ?? '';
    if (char === '*' && chars[at] === '*') {
      at++;
      if (chars[at] === '/') at++;
      if (at < chars.length) {
        expression += '(.*/)?';
        kind = 'expression';
      } else if (kind === 'exact') kind = 'prefix';
      else {
        expression += '.*';
        kind = 'expression';
      }
      if (count === 0) kind = 'suffix';
    } else if (char === '*' || char === '?') {
      expression += char === '*' ? '[^/]*' : '[^/]';
      kind = 'expression';
    } else if (char === '\\') {
      expression += `\\${chars[at++] ?? ''}`;
      kind = 'expression';
    } else if (char === '[' || char === ']') {
      expression += char;
      kind = 'expression';
    } else expression += '.+()$'.includes(char) ? `\\${char}` : char;
  }
  return { expression: `${expression}$`, kind };
}

const isWord = (code: number | undefined): boolean =>
  code !== undefined && code < 128 && /\w/.test(String.fromCharCode(code));

/** Whether a piece that takes no character holds between two characters. */
function holds(piece: Piece, before: number | undefined, after: number | undefined): boolean {
  if (piece.kind === 'start') return before === undefined;
  if (piece.kind === 'end') return after === undefined;
  return (isWord(before) !== isWord(after)) === (piece.kind === 'boundary');
}

/** Follows all ways through the pieces at once, one character of the path after the other, from every place in it. */
function run(pieces: readonly Piece[], path: string): boolean {
  let states = new Set<number>();
  let before: number | undefined;
  const reach = (list: Set<number>, from: number, after: number | undefined): void => {
    const waiting = [from];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (list.has(state)) continue;
      list.add(state);
      const piece = pieces[state];
      if (!piece || piece.kind === 'one' || piece.kind === 'folder') continue;
      if (piece.kind === 'optional') waiting.push(state + 2);
      if (piece.kind === 'many' || piece.kind === 'maybe' || piece.kind === 'optional' || holds(piece, before, after))
        waiting.push(state + 1);
    }
  };
  reach(states, 0, path.codePointAt(0));
  for (let at = 0; at < path.length;) {
    if (states.has(pieces.length)) return true;
    const code = path.codePointAt(at) ?? 0;
    at += code > 0xffff ? 2 : 1;
    const after = path.codePointAt(at);
    const next = new Set<number>();
    before = code;
    for (const state of states) {
      const piece = pieces[state];
      if (piece?.kind === 'folder') {
        if (code !== 10) reach(next, state, after);
        if (code === 47) reach(next, state + 1, after);
      } else if (piece && 'accepts' in piece && piece.accepts(code))
        reach(next, piece.kind === 'many' ? state : state + 1, after);
    }
    reach(next, 0, after);
    states = next;
  }
  return states.has(pieces.length);
}
