import type { Task } from '../../../kernel/system.ts';
import { reverse } from '../screen/frame.ts';
import { nameOf } from '../screen/keyboard.ts';
import { colon } from './colon-command.ts';
import { findIn, moveOf, searchFrom, type Move } from './move.ts';
import { join, linesBelow, operate, otherCase, put, undo } from './operators.ts';
import { beginOf, changing, endOf, firstWord, lineOf, placeOf, replace, tellRegister, type Vi } from './state.ts';
import { typeRow, writeFile } from './write.ts';

/** A command of vi, read to its end. Keys as in BusyBox's vi.c do_cmd. */
export function* command(vi: Vi, key: string): Task<void> {
  vi.message = undefined;
  let name = nameOf(key);
  let digits = '';
  while (/^\d$/.test(name) && (digits !== '' || name !== '0')) {
    digits = (digits + name).slice(0, 6);
    name = yield* oneMore(vi);
  }
  const count = digits === '' ? undefined : Number(digits);
  if (!/^(?:[jk]|up|down)$/.test(name)) vi.wanted = undefined;
  if (name === 'g') name += yield* oneMore(vi);
  if (yield* moves(vi, name, count)) return;
  if (yield* changes(vi, name, count)) vi.change = name === 'u' ? vi.change : vi.typed;
  else yield* others(vi, name);
}

/** The next key of a command, by its name. */
function* oneMore(vi: Vi): Task<string> {
  const key = (yield* vi.next()) ?? '\u001B';
  return key === 'resized' ? yield* oneMore(vi) : nameOf(key);
}

function* moves(vi: Vi, name: string, count: number | undefined): Task<boolean> {
  const move = yield* moveNamed(vi, name, count);
  if (move === 'none') return true;
  if (move) vi.dot = move.to;
  return move !== undefined;
}

/** A move of any kind; undefined: the key is none, `none`: it leads nowhere. */
function* moveNamed(vi: Vi, name: string, count: number | undefined): Task<Move | 'none' | undefined> {
  if (/^[fFtT]$/.test(name)) {
    vi.find = { key: name, character: yield* oneMore(vi) };
    return findIn(vi, name, { character: vi.find.character, count: count ?? 1 }) ?? 'none';
  }
  if (name === ';' || name === ',') {
    if (!vi.find) return 'none';
    const { key, character } = vi.find;
    const turned = key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase();
    return findIn(vi, name === ';' ? key : turned, { character, count: count ?? 1 }) ?? 'none';
  }
  if (name === '/' || name === '?') {
    const text = yield* typeRow(vi, name);
    if (text === undefined) return 'none';
    if (text !== '') vi.search = { text, back: name === '?' };
    return found(vi, name === '?');
  }
  if (name === 'n' || name === 'N') return found(vi, (vi.search?.back === true) !== (name === 'N'));
  return moveOf(vi, name, count) ?? (MOVES.has(name) ? 'none' : undefined);
}

/** Keys that are moves even where they lead nowhere. */
const MOVES = new Set(['j', 'k', 'up', 'down', 'enter', '+', '-', '%', 'e', 'E']);

function found(vi: Vi, back: boolean): Move | 'none' {
  if (!vi.search) {
    vi.message = reverse('No previous search');
    return 'none';
  }
  const to = searchFrom(vi, vi.search.text, back);
  if (to === undefined) vi.message = reverse('Pattern not found');
  else if (back ? to >= vi.dot : to <= vi.dot)
    vi.message = reverse(`search hit ${back ? 'TOP, continuing at BOTTOM' : 'BOTTOM, continuing at TOP'}`);
  return to === undefined ? 'none' : { to };
}

/** Commands that change the text; false: it is none. */
function* changes(vi: Vi, name: string, count: number | undefined): Task<boolean> {
  if (/^[dcy<>]$/.test(name)) {
    yield* operator(vi, name, count ?? 1);
    return name !== 'y';
  }
  const short = SHORT[name];
  if (short) {
    const move = yield* moveNamed(vi, short.move, short.counted ? count : undefined);
    if (move && move !== 'none') operate(vi, short.operator, { ...move, short: true });
    return true;
  }
  const lines = name === 'Y' ? linesBelow(vi, count ?? 1) : undefined;
  if (lines) operate(vi, 'y', lines);
  else if (name === 'r') yield* replaceOne(vi, count ?? 1);
  else if (WRITES[name]) {
    changing(vi);
    WRITES[name](vi);
  } else if (name === 'p' || name === 'P') put(vi, name === 'P', count ?? 1);
  else if (name === 'J') join(vi, count ?? 1);
  else if (name === '~') otherCase(vi, count ?? 1);
  else if (name === 'u') undo(vi);
  else return false;
  return name !== 'Y' && name !== 'u';
}

/** Commands that are an operator and a move. */
const SHORT: Readonly<Record<string, { readonly operator: string; readonly move: string; readonly counted: boolean }>> =
  {
    x: { operator: 'd', move: 'l', counted: true },
    delete: { operator: 'd', move: 'l', counted: true },
    X: { operator: 'd', move: 'h', counted: true },
    s: { operator: 'c', move: 'l', counted: true },
    D: { operator: 'd', move: '$', counted: false },
    C: { operator: 'c', move: '$', counted: false },
  };

/** Commands after which text is written. */
const WRITES: Readonly<Record<string, (vi: Vi) => void>> = {
  i: (vi) => insertAt(vi, vi.dot),
  a: (vi) => insertAt(vi, vi.text[vi.dot] === '\n' ? vi.dot : vi.dot + 1),
  I: (vi) =>
    insertAt(
      vi,
      /\S/.test(vi.text[firstWord(vi.text, vi.dot)] ?? '') ? firstWord(vi.text, vi.dot) : endOf(vi.text, vi.dot),
    ),
  A: (vi) => insertAt(vi, endOf(vi.text, vi.dot)),
  o(vi) {
    const end = endOf(vi.text, vi.dot);
    replace(vi, [end, end], '\n');
    insertAt(vi, end + 1);
  },
  O(vi) {
    const begin = beginOf(vi.text, vi.dot);
    replace(vi, [begin, begin], '\n');
    insertAt(vi, begin);
  },
  R(vi) {
    vi.mode = 'replace';
  },
};

function insertAt(vi: Vi, at: number): void {
  vi.dot = at;
  vi.mode = 'insert';
}

function* operator(vi: Vi, name: string, count: number): Task<void> {
  let next = yield* oneMore(vi);
  let digits = '';
  while (/^[1-9]$/.test(next) || (digits !== '' && next === '0')) {
    digits += next;
    next = yield* oneMore(vi);
  }
  const times = count * (digits === '' ? 1 : Number(digits));
  if (next === name) {
    const lines = linesBelow(vi, times);
    return lines && operate(vi, name, lines);
  }
  if (next === 'g') next += yield* oneMore(vi);
  const explicit = count > 1 || digits !== '' ? times : undefined;
  const move = yield* moveNamed(vi, next, explicit);
  // recorded: on the last character of a line d$ and y$ of BusyBox do nothing
  if (!move || move === 'none' || (/^(?:\$|end)$/.test(next) && move.to === vi.dot)) return;
  operate(vi, name, taken(vi, { name, next, move }));
}

/** What `cw` and `dw` take: not the blanks behind the word that is changed, nor the line break behind a last word. Source: POSIX vi; vi.c find_range. */
function taken({ text, dot }: Vi, how: { name: string; next: string; move: Move }): Move {
  const { name, next, move } = how;
  if (!/^w$/i.test(next)) return move;
  const part = text.slice(dot, move.to);
  const kept = name === 'c' ? part.replace(/\s+$/, '') : part.replace(/\n\s*$/, '');
  return { to: dot + kept.length };
}

function* replaceOne(vi: Vi, count: number): Task<void> {
  const name = yield* oneMore(vi);
  const to = vi.dot + count;
  if (name === 'escape' || to > endOf(vi.text, vi.dot)) return;
  changing(vi);
  const { dot } = vi;
  replace(vi, [dot, to], name === 'enter' ? '\n' : name.repeat(count));
  vi.dot = name === 'enter' ? dot + 1 : to - 1;
}

/** Commands that neither move nor change. */
function* others(vi: Vi, name: string): Task<void> {
  const page = vi.keys.rows - 2;
  const scroll = SCROLLS[name]?.(page);
  if (scroll !== undefined) return scrolled(vi, scroll);
  if (name === ':') yield* colon(vi);
  else if (name === '.') vi.fed = [...vi.change, ...vi.fed];
  else if (name === '^G') vi.message = undefined;
  else if (name === 'Z') {
    const second = yield* oneMore(vi);
    if (second === 'Q') vi.ends = 0;
    if (second === 'Z' && (!vi.modified || writeFile(vi, undefined))) vi.ends = 0;
  } else if (/^(?:["mqQ'`&!@U]|\^[VZ])$/.test(name)) vi.process.notSimulated(`the key ${name} of vi`);
  else if (name === 'yy') tellRegister(vi, 'Yank');
}

const SCROLLS: Readonly<Record<string, (page: number) => number>> = {
  '^F': (page) => page,
  pagedown: (page) => page,
  '^B': (page) => -page,
  pageup: (page) => -page,
  '^D': (page) => Math.floor(page / 2),
  '^U': (page) => -Math.floor(page / 2),
};

/** The window moves, and the cursor with it only where it would be out of sight. */
function scrolled(vi: Vi, lines: number): void {
  const last = lineOf(vi.text, vi.text.length - 1);
  vi.top = Math.max(0, Math.min(vi.top + lines, last));
  const line = lineOf(vi.text, vi.dot);
  const seen = Math.max(vi.top, Math.min(line, vi.top + vi.keys.rows - 2));
  if (seen !== line) vi.dot = firstWord(vi.text, placeOf(vi.text, seen));
}
