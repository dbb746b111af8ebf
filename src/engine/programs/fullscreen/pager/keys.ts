import { compileRegex } from '../../lib/regex/index.ts';
import type { Task } from '../../../kernel/system.ts';
import { reverse } from '../screen/frame.ts';
import { nameOf } from '../screen/keyboard.ts';
import { fold, heightOf, lastTop, type Pager } from './state.ts';

/** What a key needs beside the pager. */
export interface Typing {
  next(): Task<string | undefined>;
  draw(): void;
}

/** What a key does. Keys as in less's own table, command.c and decode.c. */
export function* pagerKey(pager: Pager, key: string, typing: Typing): Task<'quit' | undefined> {
  const name = nameOf(key);
  pager.message = undefined;
  if (/^\d$/.test(name) && (pager.count !== '' || name !== '0')) {
    pager.count = (pager.count + name).slice(0, 9);
    return undefined;
  }
  const number = pager.count === '' ? undefined : Number(pager.count);
  pager.count = '';
  pager.fresh = false;
  if (QUITS.has(name)) return 'quit';
  if (name === 'Z' || name === ':') return yield* twoKeys(pager, name, typing);
  const forth = FORTH[name]?.(heightOf(pager));
  if (forth !== undefined) yield* scroll(pager, number ?? forth);
  else if (BACK[name]) pager.top = Math.max(0, pager.top - (number ?? BACK[name](heightOf(pager))));
  else if (/^[gG<>]$|^(?:home|end)$/.test(name)) yield* go(pager, name, number);
  else if (name === '/' || name === '?') yield* search(pager, name, typing);
  else if (name === 'n' || name === 'N') yield* again(pager, name === 'N');
  else if (name === '=' || name === '^G') pager.message = reverse(yield* about(pager));
  else if (name === '-') yield* toggle(pager, typing);
  else if (OTHERS[name] !== undefined) pager.process.notSimulated(`${OTHERS[name]} of less`);
  return undefined;
}

const QUITS = new Set(['q', 'Q']);

const one = (): number => 1;
const half = (height: number): number => Math.max(1, Math.floor(height / 2));
const all = (height: number): number => height;

const FORTH: Readonly<Record<string, (height: number) => number>> = {
  ...Object.fromEntries(['j', 'e', '^E', '^N', 'down', 'enter'].map((key) => [key, one])),
  ...Object.fromEntries([' ', 'f', '^F', '^V', 'pagedown', 'z'].map((key) => [key, all])),
  d: half,
  '^D': half,
};

const BACK: Readonly<Record<string, (height: number) => number>> = {
  ...Object.fromEntries(['k', 'y', '^Y', '^P', '^K', 'up'].map((key) => [key, one])),
  ...Object.fromEntries(['b', '^B', 'pageup', 'w'].map((key) => [key, all])),
  u: half,
  '^U': half,
};

/** Keys of less that do nothing here, and what they would do. */
const OTHERS: Readonly<Record<string, string>> = {
  h: 'the help',
  H: 'the help',
  F: 'following a file (F)',
  '&': 'the filter (&)',
  v: 'the editor (v)',
  '!': 'commands (!)',
  '|': 'commands (|)',
  m: 'marks (m)',
  "'": "marks (')",
  s: 'saving (s)',
};

function* scroll(pager: Pager, rows: number): Task<void> {
  yield* pager.doc.fill(pager.top + rows + heightOf(pager));
  pager.top = Math.max(pager.top, Math.min(pager.top + rows, lastTop(pager)));
}

/** g and G: a line by its number, the first and the last ones without. */
function* go(pager: Pager, name: string, line: number | undefined): Task<void> {
  const { doc } = pager;
  const first = name === 'g' || name === '<' || name === 'home';
  yield* doc.fill(first && line === undefined ? 0 : Number.POSITIVE_INFINITY);
  if (line !== undefined) pager.top = doc.rowOf(line - 1);
  else pager.top = first ? 0 : lastTop(pager);
}

function* twoKeys(pager: Pager, first: string, typing: Typing): Task<'quit' | undefined> {
  pager.message = first;
  typing.draw();
  const second = nameOf((yield* typing.next()) ?? '');
  pager.message = undefined;
  if (second === 'q' || second === 'Q' || (first === 'Z' && second === 'Z')) return 'quit';
  if (first === ':' && /[nped]/.test(second)) pager.process.notSimulated('more than one file in less');
  return undefined;
}

/** What is typed in the last row; undefined: it was left. */
function* typedText(pager: Pager, prompt: string, typing: Typing): Task<string | undefined> {
  let text = '';
  for (;;) {
    pager.message = prompt + text;
    typing.draw();
    const key = (yield* typing.next()) ?? '\u001B';
    const name = nameOf(key);
    if (name === 'enter') return text;
    if (name === 'escape' || name === '^C' || name === '^G' || (name === 'backspace' && text === '')) return undefined;
    if (name === 'backspace') text = text.slice(0, -1);
    else if (name === '^U') text = '';
    else if (name.length === 1) text += name;
  }
}

function* search(pager: Pager, key: '/' | '?', typing: Typing): Task<void> {
  const text = yield* typedText(pager, key, typing);
  pager.message = undefined;
  if (text === undefined) return;
  if (text !== '') {
    const { ignoreCase } = pager.options;
    const compiled = compileRegex(text, { extended: true, ignoreCase });
    if (!compiled.ok) {
      pager.message = reverse(`${compiled.error}  (press RETURN)`);
      return;
    }
    pager.search = { regex: compiled.regex, back: key === '?' };
    yield* find(pager, { back: key === '?', from: key === '?' ? pager.top - 1 : pager.top });
    return;
  }
  if (pager.search) pager.search = { ...pager.search, back: key === '?' };
  yield* again(pager, false);
}

function* again(pager: Pager, opposite: boolean): Task<void> {
  if (!pager.search) {
    pager.message = reverse('No previous regular expression  (press RETURN)');
    return;
  }
  const back = pager.search.back !== opposite;
  yield* find(pager, { back, from: back ? pager.top - 1 : pager.top + 1 });
}

/** The row with the next match goes to the top. */
function* find(pager: Pager, { back, from }: { readonly back: boolean; readonly from: number }): Task<void> {
  const { doc, search: wanted } = pager;
  yield* doc.fill(back ? 0 : Number.POSITIVE_INFINITY);
  const fits = ({ text }: { readonly text: string }): boolean => wanted?.regex.test(text) === true;
  const below = back
    ? doc.rows.slice(0, Math.max(0, from + 1)).findLastIndex(fits)
    : doc.rows.slice(from).findIndex(fits);
  if (below === -1) pager.message = reverse('Pattern not found  (press RETURN)');
  else pager.top = back ? below : from + below;
}

/** `n lines 1-7/100 7%`; of a pipe the end is not known before it is read. */
function* about(pager: Pager): Task<string> {
  const { doc, top, options } = pager;
  if (doc.name !== '-') yield* doc.fill(Number.POSITIVE_INFINITY);
  const lines = doc.rows.at(-1);
  const last = doc.rows[Math.min(top + heightOf(pager), doc.rows.length) - 1]?.line ?? 0;
  const total = (lines?.line ?? -1) + 1;
  const name = doc.name === '-' ? '' : `${doc.name} `;
  const range = `lines ${(doc.rows[top]?.line ?? 0) + 1}-${last + 1}`;
  const whole = doc.ended ? `/${total} ${total === 0 ? 100 : Math.floor(((last + 1) * 100) / total)}%` : '';
  return `${name}${range}${whole}${options.busybox ? '' : '  (press RETURN)'}`;
}

/** `-N`, `-S`, `-i`: an option is changed. */
function* toggle(pager: Pager, typing: Typing): Task<void> {
  pager.message = '-';
  typing.draw();
  const key = nameOf((yield* typing.next()) ?? '');
  pager.message = undefined;
  const { options, doc } = pager;
  const line = doc.rows[pager.top]?.line ?? 0;
  if (key === 'N') pager.options = { ...options, numbers: !options.numbers };
  else if (key === 'S') pager.options = { ...options, chop: !options.chop };
  else if (key === 'i' || key === 'I') pager.options = { ...options, ignoreCase: !options.ignoreCase };
  else if (key.length === 1) pager.process.notSimulated(`option -${key} of less`);
  fold(pager);
  pager.top = doc.rowOf(line);
}
