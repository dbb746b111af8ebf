import { compileRegex } from '../../lib/regex/index.ts';
import { atColumn, beginOf, columnOf, endOf, firstWord, lastOf, lineOf, placeOf, type Vi } from './state.ts';

/** Where a key leads, and what an operator takes up to there: whole lines, or the character there too. */
export interface Move {
  readonly to: number;
  readonly lines?: true;
  readonly inclusive?: true;
  /** A command of one key has it (`C`), which begins to write even where nothing is taken. */
  readonly short?: true;
}

/** Moves of the cursor that need nothing but a count; undefined: the key is no such move, or leads nowhere. */
export function moveOf(vi: Vi, name: string, count: number | undefined): Move | undefined {
  return SIMPLE[name]?.(vi, count ?? 1) ?? COUNTED[name]?.(vi, count);
}

type Mover = (vi: Vi, count: number) => Move | undefined;

const left: Mover = ({ text, dot }, count) => ({ to: Math.max(beginOf(text, dot), dot - count) });
const right: Mover = ({ text, dot }, count) => ({ to: Math.min(endOf(text, dot), dot + count) });
const down: Mover = (vi, count) => vertical(vi, count);
const up: Mover = (vi, count) => vertical(vi, -count);
const start: Mover = ({ text, dot }) => ({ to: beginOf(text, dot) });
const end: Mover = ({ text, dot }, count) => {
  const line = placeOf(text, lineOf(text, dot) + count - 1);
  return { to: lastOf(text, line), inclusive: true };
};
const below: Mover = (vi, count) => {
  const move = vertical(vi, count);
  return move && { to: firstWord(vi.text, move.to), lines: true };
};
const above: Mover = (vi, count) => {
  const move = vertical(vi, -count);
  return move && { to: firstWord(vi.text, move.to), lines: true };
};

function vertical(vi: Vi, lines: number): Move | undefined {
  const { text, dot } = vi;
  const from = lineOf(text, dot);
  const to = from + lines;
  const last = lineOf(text, text.length - 1);
  if (to < 0 || to > last) return undefined;
  vi.wanted ??= columnOf(text, dot);
  return { to: atColumn(text, placeOf(text, to), vi.wanted), lines: true };
}

function repeated(step: (text: string, at: number) => number, inclusive?: true): Mover {
  return ({ text, dot }, count) => {
    let to = dot;
    for (let index = 0; index < count; index++) to = step(text, to);
    if (inclusive && text[to] === '\n') return undefined;
    return { to, ...(inclusive ? { inclusive } : {}) };
  };
}

const kind = (character: string, big: boolean): number =>
  /\s/.test(character) || character === '' ? 0 : big || /\w/.test(character) ? 1 : 2;

function wordForth(big: boolean) {
  return (text: string, from: number): number => {
    let at = from;
    const own = kind(text[at] ?? '', big);
    if (own !== 0) while (at < text.length - 1 && kind(text[at] ?? '', big) === own) at++;
    while (at < text.length - 1 && kind(text[at] ?? '', big) === 0) at++;
    return at;
  };
}

function wordBack(big: boolean) {
  return (text: string, from: number): number => {
    let at = from - 1;
    while (at > 0 && kind(text[at] ?? '', big) === 0) at--;
    const own = kind(text[at] ?? '', big);
    while (at > 0 && kind(text[at - 1] ?? '', big) === own) at--;
    return Math.max(0, at);
  };
}

function wordEnd(big: boolean) {
  return (text: string, from: number): number => {
    let at = from + 1;
    while (at < text.length - 1 && kind(text[at] ?? '', big) === 0) at++;
    const own = kind(text[at] ?? '', big);
    while (at < text.length - 1 && kind(text[at + 1] ?? '', big) === own) at++;
    return Math.min(at, text.length - 1);
  };
}

const SIMPLE: Readonly<Record<string, Mover>> = {
  h: left,
  left,
  '^H': left,
  backspace: left,
  l: right,
  ' ': right,
  right,
  j: down,
  down,
  '^N': down,
  k: up,
  up,
  '^P': up,
  enter: below,
  '+': below,
  '-': above,
  '0': start,
  home: start,
  $: end,
  end,
  '^': ({ text, dot }) => ({ to: firstWord(text, dot) }),
  w: repeated(wordForth(false)),
  W: repeated(wordForth(true)),
  b: repeated(wordBack(false)),
  B: repeated(wordBack(true)),
  e: repeated(wordEnd(false), true),
  E: repeated(wordEnd(true), true),
  '|': ({ text, dot }, count) => ({ to: atColumn(text, dot, count - 1) }),
  '}': ({ text, dot }) => {
    const found = /\S\n(?=\n)/.exec(text.slice(dot));
    return { to: found ? dot + found.index + 2 : text.length - 1 };
  },
  '{': ({ text, dot }) => {
    const found = text.slice(0, Math.max(0, dot - 1)).lastIndexOf('\n\n');
    return { to: found === -1 ? 0 : found + 1 };
  },
  '%': ({ text, dot }) => pair(text, dot),
};

type Counted = (vi: Vi, count: number | undefined) => Move | undefined;

const COUNTED: Readonly<Record<string, Counted>> = {
  G: ({ text }, count) => ({ to: firstWord(text, placeOf(text, (count ?? Number.MAX_SAFE_INTEGER) - 1)), lines: true }),
  gg: ({ text }, count) => ({ to: firstWord(text, placeOf(text, (count ?? 1) - 1)), lines: true }),
  H: ({ text, top }, count) => ({ to: firstWord(text, placeOf(text, top + (count ?? 1) - 1)), lines: true }),
  L: ({ text, top, keys }, count) => ({
    to: firstWord(text, placeOf(text, top + keys.rows - 1 - (count ?? 1))),
    lines: true,
  }),
  M: ({ text, top, keys }) => ({
    to: firstWord(text, placeOf(text, top + Math.floor((keys.rows - 1) / 2))),
    lines: true,
  }),
};

const PAIRS = '()[]{}';

function pair(text: string, from: number): Move | undefined {
  const at = PAIRS.indexOf(text[from] ?? ' ');
  if (at === -1) return undefined;
  const step = at % 2 === 0 ? 1 : -1;
  const other = PAIRS[at + step];
  let depth = 0;
  for (let place = from; place >= 0 && place < text.length; place += step) {
    if (text[place] === text[from]) depth++;
    else if (text[place] === other && --depth === 0) return { to: place, inclusive: true };
  }
  return undefined;
}

/** f, F, t, T and their repetition. */
export function findIn(
  { text, dot }: Vi,
  key: string,
  { character, count }: { character: string; count: number },
): Move | undefined {
  const forth = key === 'f' || key === 't';
  const line = { begin: beginOf(text, dot), end: endOf(text, dot) };
  let at = dot;
  for (let index = 0; index < count; index++) {
    at = forth ? text.indexOf(character, at + 1) : at === 0 ? -1 : text.lastIndexOf(character, at - 1);
    if (at < line.begin || at >= line.end) return undefined;
  }
  if (key === 't') return { to: at - 1, inclusive: true };
  if (key === 'T') return { to: at + 1 };
  return forth ? { to: at, inclusive: true } : { to: at };
}

/** The next place where an expression fits, round the end of the text; undefined: nowhere, or it is none. */
export function searchFrom({ text, dot }: Vi, wanted: string, back: boolean): number | undefined {
  const compiled = compileRegex(wanted, {});
  if (!compiled.ok) return undefined;
  const places: number[] = [];
  let begin = 0;
  for (const line of text.slice(0, -1).split('\n')) {
    for (let found = compiled.regex.find(line, 0); found; found = compiled.regex.find(line, found.start + 1)) {
      places.push(begin + found.start);
      if (found.start + 1 > line.length) break;
    }
    begin += line.length + 1;
  }
  if (back) return places.findLast((place) => place < dot) ?? places.at(-1);
  return places.find((place) => place > dot) ?? places[0];
}
