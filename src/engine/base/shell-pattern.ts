/** A piece of a pattern: quoted text stands for itself. */
export interface PatternPiece {
  readonly text: string;
  readonly quoted: boolean;
  /** bash with extglob: `@(a|b)` and the like; `text` is then the whole of it as typed. */
  readonly group?: PatternGroup;
}

export interface PatternGroup {
  /** `?` none or one, `*` any number, `+` at least one, `@` one, `!` anything but one of the choices. */
  readonly operator: string;
  readonly choices: readonly (readonly PatternPiece[])[];
}

type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'group'; readonly operator: string; readonly choices: readonly Pattern[] }
  | { readonly kind: 'set'; readonly test: (char: string) => boolean };

/** A compiled shell pattern; matching takes time proportional to text × pattern, whatever the pattern is. */
export type Pattern = readonly Token[];

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\u0000-\u001f\u007f]/, // oxlint-disable-line no-control-regex -- POSIX [:cntrl:]
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[A-Fa-f0-9]/,
};

/** Compiles `*`, `?`, `[…]`; an unclosed `[` stands for itself. `caret`: `[^…]` negates as `[!…]` does (not in dash). */
export function compile(pieces: readonly PatternPiece[], caret = true): Pattern {
  const at = pieces.findIndex((piece) => piece.group);
  const group = pieces[at]?.group;
  if (group) {
    const choices = group.choices.map((choice) => compile(choice, caret));
    const token = { kind: 'group' as const, operator: group.operator, choices };
    return [...compile(pieces.slice(0, at), caret), token, ...compile(pieces.slice(at + 1), caret)];
  }
  return plain(pieces, caret);
}

function plain(pieces: readonly PatternPiece[], caret: boolean): Pattern {
  const chars: { char: string; quoted: boolean }[] = [];
  for (const piece of pieces) for (const char of piece.text) chars.push({ char, quoted: piece.quoted });
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; at++) {
    const { char, quoted } = chars[at] ?? { char: '', quoted: true };
    if (quoted) tokens.push({ kind: 'char', char });
    else if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'any' });
    else if (char === '[') {
      const set = bracket(chars, at, caret);
      if (set) at = set.end;
      tokens.push(set ? { kind: 'set', test: set.test } : { kind: 'char', char });
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

function bracket(
  chars: readonly { char: string; quoted: boolean }[],
  start: number,
  caret: boolean,
): { end: number; test: (char: string) => boolean } | undefined {
  let at = start + 1;
  const first = chars[at];
  const negate = first?.quoted === false && (first.char === '!' || (caret && first.char === '^'));
  if (negate) at++;
  const tests: ((char: string) => boolean)[] = [];
  for (const begin = at; at < chars.length; at++) {
    const here = chars[at];
    if (!here) return undefined;
    if (here.char === ']' && !here.quoted && at > begin)
      return { end: at, test: (char) => tests.some((one) => one(char)) !== negate };
    const name = here.char === '[' && !here.quoted ? className(chars, at) : undefined;
    if (name !== undefined) {
      const known = CLASSES[name];
      tests.push((char) => known?.test(char) === true);
      at += name.length + 3;
      continue;
    }
    const to = chars[at + 2];
    if (chars[at + 1]?.char === '-' && !chars[at + 1]?.quoted && to && (to.char !== ']' || to.quoted)) {
      const low = here.char;
      tests.push((char) => char >= low && char <= to.char);
      at += 2;
    } else tests.push((char) => char === here.char);
  }
  return undefined;
}

function className(chars: readonly { char: string }[], at: number): string | undefined {
  const text = chars
    .slice(at, at + 14)
    .map(({ char }) => char)
    .join('');
  return /^\[:([a-z]+):\]/.exec(text)?.[1];
}

/** True when the pattern has no special parts; its text is then all it matches. */
export function isLiteral(pattern: Pattern): boolean {
  return pattern.every((token) => token.kind === 'char');
}

/** The only text that a literal pattern matches. */
export function literalText(pattern: Pattern): string {
  return pattern.map((token) => (token.kind === 'char' ? token.char : '')).join('');
}

/** Does the pattern match the whole text? */
export function matches(pattern: Pattern, text: string): boolean {
  if (isLiteral(pattern)) return literalText(pattern) === text;
  const chars = [...text];
  return ends(pattern, chars).at(-1) === true;
}

/** For each length from 0: whether the pattern matches that many first characters. */
function ends(pattern: Pattern, chars: readonly string[]): boolean[] {
  if (hasGroup(pattern)) {
    const reached = reach(pattern, chars, new Set([0]));
    return Array.from({ length: chars.length + 1 }, (_, length) => reached.has(length));
  }
  let states = close(new Set([0]), pattern);
  const found = [states.has(pattern.length)];
  for (const char of chars) {
    const next = new Set<number>();
    for (const state of states) {
      const token = pattern[state];
      if (!token) continue;
      if (token.kind === 'star') next.add(state);
      else if (accepts(token, char)) next.add(state + 1);
    }
    states = close(next, pattern);
    found.push(states.has(pattern.length));
    if (states.size === 0) break;
  }
  while (found.length <= chars.length) found.push(false);
  return found;
}

function accepts(token: Token, char: string): boolean {
  return (
    token.kind === 'any' || (token.kind === 'char' ? token.char === char : token.kind === 'set' && token.test(char))
  );
}

function close(states: Set<number>, pattern: Pattern): Set<number> {
  for (const state of states) if (pattern[state]?.kind === 'star') states.add(state + 1);
  return states;
}

/** `text` without the shortest or longest start (`#`, `##`) or end (`%`, `%%`) that the pattern matches. */
export function trim(text: string, pattern: Pattern, operator: string): string {
  const chars = [...text];
  const atEnd = operator.startsWith('%');
  const found =
    atEnd && hasGroup(pattern)
      ? endings(pattern, chars)
      : atEnd
        ? ends(pattern.toReversed(), chars.toReversed())
        : ends(pattern, chars);
  const length = operator.length === 2 ? found.lastIndexOf(true) : found.indexOf(true);
  if (length <= 0) return text;
  return (atEnd ? chars.slice(0, chars.length - length) : chars.slice(length)).join('');
}

/** bash: `${x/p/r}`, `//` for all, `/#` and `/%` at the start or end. */
export function replace(
  text: string,
  pattern: Pattern,
  how: { operator: string; by: (match: string) => string },
): string {
  if (pattern.length === 0) return text;
  const chars = [...text];
  let made = '';
  for (let at = 0; at < chars.length;) {
    const found = ends(pattern, chars.slice(at));
    const length = how.operator === '/%' && !found.at(-1) ? -1 : found.lastIndexOf(true);
    if (length > 0) {
      made += how.by(chars.slice(at, at + length).join(''));
      at += length;
      if (how.operator !== '//') return made + chars.slice(at).join('');
    } else made += chars[at++] ?? '';
    if (how.operator === '/#') return made + chars.slice(at).join('');
  }
  return made;
}

function hasGroup(pattern: Pattern): boolean {
  return pattern.some(({ kind }) => kind === 'group');
}

/** For each length from 0: whether the pattern matches that many last characters. */
function endings(pattern: Pattern, chars: readonly string[]): boolean[] {
  return Array.from({ length: chars.length + 1 }, (_, length) =>
    reach(pattern, chars, new Set([chars.length - length])).has(chars.length),
  );
}

/** Where a pattern with groups can end when it begins at one of the given places: sets of places, never a way back. */
function reach(pattern: Pattern, chars: readonly string[], from: ReadonlySet<number>): Set<number> {
  let places = new Set(from);
  for (const token of pattern) {
    if (places.size === 0) return places;
    if (token.kind === 'group') places = reachGroup(token, chars, places);
    else if (token.kind === 'star') places = onwards(Math.min(...places), chars.length);
    else
      places = new Set(
        [...places].filter((at) => accepts(token, chars[at] ?? '') && at < chars.length).map((at) => at + 1),
      );
  }
  return places;
}

function onwards(first: number, last: number): Set<number> {
  return new Set(Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

function reachGroup(
  { operator, choices }: Extract<Token, { kind: 'group' }>,
  chars: readonly string[],
  from: ReadonlySet<number>,
): Set<number> {
  const once = (places: ReadonlySet<number>): Set<number> =>
    new Set(choices.flatMap((choice) => [...reach(choice, chars, places)]));
  if (operator === '@') return once(from);
  if (operator === '?') return new Set([...from, ...once(from)]);
  if (operator === '!') {
    const rest = new Set<number>();
    for (const at of from) {
      const taken = once(new Set([at]));
      for (const end of onwards(at, chars.length)) if (!taken.has(end)) rest.add(end);
    }
    return rest;
  }
  const all = operator === '*' ? new Set(from) : new Set<number>();
  for (let places = once(from); [...places].some((at) => !all.has(at)); places = once(places))
    for (const at of places) all.add(at);
  return all;
}
