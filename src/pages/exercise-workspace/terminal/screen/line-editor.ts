/** The line being typed: what bash's readline does with keys, without a screen. */
export interface Line {
  readonly text: string;
  /** UTF-16 offset of the cursor. */
  readonly cursor: number;
  /** What Ctrl+U, Ctrl+K and Ctrl+W took last; Ctrl+Y puts it back. */
  readonly kept: string;
  /** Entry of the history that is shown: 0 is the oldest, undefined the line itself. */
  readonly entry: number | undefined;
  /** What was typed before the history was looked at. */
  readonly own: string;
  /** Ctrl+R: what is looked for, and where it was found. */
  readonly search: { readonly query: string; readonly at: number | undefined; readonly failed?: boolean } | undefined;
}

/** What a key asks of others than the line. */
export type Wish = 'enter' | 'interrupt' | 'quit' | 'end' | 'clear' | 'complete';

export interface Pressed {
  readonly line: Line;
  readonly wish?: Wish;
}

export const EMPTY: Line = { text: '', cursor: 0, kept: '', entry: undefined, own: '', search: undefined };

/** A line with this text and the cursor at its end. */
export function lineOf(text: string, from: Line = EMPTY): Line {
  return { ...from, text, cursor: text.length, search: undefined };
}

const ESC = '\u001B';
const KEYS = new RegExp(`${ESC}\\[[\\d;]*[~A-Za-z]|${ESC}O[A-Za-z]|${ESC}[bfd\\x7F]|[\\s\\S]`, 'gu');

/** Cuts what a terminal sends for keys and pastes into single keys: characters, control characters, escape sequences. */
export function keysOf(data: string): readonly string[] {
  return data.replaceAll('\r\n', '\r').match(KEYS) ?? [];
}

/** What a key makes of a line. `history`: commands, oldest first. */
export function press(line: Line, key: string, history: readonly string[]): Pressed {
  if (line.search) return searching(line, key, history);
  const wish = WISHES[key];
  if (key === '\u0004' && line.text !== '') return { line: without(line, line.cursor, after(line)) };
  if (wish) return { line, wish };
  if (key === '\u0012') return { line: { ...line, search: { query: '', at: undefined } } };
  const edit = EDITS[key];
  if (edit) return { line: edit(line) };
  if (key === '\u001B[A' || key === '\u001BOA' || key === '\u0010') return { line: remembered(line, -1, history) };
  if (key === '\u001B[B' || key === '\u001BOB' || key === '\u000E') return { line: remembered(line, 1, history) };
  if (key < ' ' || key.startsWith('\u001B')) return { line };
  return { line: inserted(line, key) };
}

const WISHES: Readonly<Record<string, Wish>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'complete',
  '\u0003': 'interrupt',
  '\u0004': 'end',
  '\u000C': 'clear',
  '\u001C': 'quit',
};

const left = (line: Line): Line => ({ ...line, cursor: before(line) });
const right = (line: Line): Line => ({ ...line, cursor: after(line) });
const start = (line: Line): Line => ({ ...line, cursor: 0 });
const end = (line: Line): Line => ({ ...line, cursor: line.text.length });
const wordLeft = (line: Line): Line => ({ ...line, cursor: beginOfWord(line) });
const wordRight = (line: Line): Line => ({ ...line, cursor: endOfWord(line) });

const EDITS: Readonly<Record<string, (line: Line) => Line>> = {
  '\u001B[D': left,
  '\u001BOD': left,
  '\u0002': left,
  '\u001B[C': right,
  '\u001BOC': right,
  '\u0006': right,
  '\u001B[H': start,
  '\u001BOH': start,
  '\u001B[1~': start,
  '\u0001': start,
  '\u001B[F': end,
  '\u001BOF': end,
  '\u001B[4~': end,
  '\u0005': end,
  '\u001B[1;5D': wordLeft,
  '\u001B[1;3D': wordLeft,
  '\u001Bb': wordLeft,
  '\u001B[1;5C': wordRight,
  '\u001B[1;3C': wordRight,
  '\u001Bf': wordRight,
  '\u007F': (line) => without(line, before(line), line.cursor),
  '\b': (line) => without(line, before(line), line.cursor),
  '\u001B[3~': (line) => without(line, line.cursor, after(line)),
  '\u0015': (line) => killed(line, 0, line.cursor),
  '\u000B': (line) => killed(line, line.cursor, line.text.length),
  '\u0017': (line) => killed(line, beginOfBlank(line), line.cursor),
  '\u001B\u007F': (line) => killed(line, beginOfWord(line), line.cursor),
  '\u001Bd': (line) => killed(line, line.cursor, endOfWord(line)),
  '\u0019': (line) => inserted(line, line.kept),
};

/** Puts text in at the cursor. */
export function inserted(line: Line, text: string): Line {
  const { cursor } = line;
  return {
    ...line,
    text: line.text.slice(0, cursor) + text + line.text.slice(cursor),
    cursor: cursor + text.length,
    entry: undefined,
  };
}

function without(line: Line, from: number, to: number): Line {
  return { ...line, text: line.text.slice(0, from) + line.text.slice(to), cursor: from, entry: undefined };
}

function killed(line: Line, from: number, to: number): Line {
  return { ...without(line, from, to), kept: line.text.slice(from, to) };
}

function before({ text, cursor }: Line): number {
  const low = text.charCodeAt(cursor - 1);
  return Math.max(0, cursor - (low >= 0xdc00 && low <= 0xdfff ? 2 : 1));
}

function after({ text, cursor }: Line): number {
  return Math.min(text.length, cursor + ((text.codePointAt(cursor) ?? 0) > 0xffff ? 2 : 1));
}

function beginOfWord({ text, cursor }: Line): number {
  return Math.max(0, text.slice(0, cursor).search(/[\p{L}\p{N}]+[^\p{L}\p{N}]*$/u));
}

function beginOfBlank({ text, cursor }: Line): number {
  return Math.max(0, text.slice(0, cursor).search(/\S+\s*$/));
}

function endOfWord({ text, cursor }: Line): number {
  return cursor + (/^[^\p{L}\p{N}]*[\p{L}\p{N}]*/u.exec(text.slice(cursor))?.[0].length ?? 0);
}

function remembered(line: Line, step: 1 | -1, history: readonly string[]): Line {
  const from = line.entry ?? history.length;
  const to = from + step;
  if (to < 0 || to > history.length) return line;
  const own = line.entry === undefined ? line.text : line.own;
  if (to === history.length) return { ...lineOf(own, line), entry: undefined, own };
  return { ...lineOf(history[to] ?? '', line), entry: to, own };
}

/** Keys while Ctrl+R looks through the history: what fits is shown, Enter runs it, Escape keeps it for editing. */
function searching(line: Line, key: string, history: readonly string[]): Pressed {
  const { query = '', at } = line.search ?? {};
  const found = (text: string, from: number): Line => {
    const place = text === '' ? -1 : history.findLastIndex((one, index) => index <= from && one.includes(text));
    const known = place === -1 ? at : place;
    const shown = known === undefined ? line.text : (history[known] ?? '');
    return { ...lineOf(shown, line), search: { query: text, at: known, failed: text !== '' && place === -1 } };
  };
  if (key === '\u0012') return { line: found(query, (at ?? history.length) - 1) };
  if (key === '\u007F' || key === '\b') return { line: found(query.slice(0, -1), history.length) };
  if (key === '\u0003' || key === '\u0007') return { line: lineOf('', line) };
  if (key === '\r' || key === '\n') return { line: lineOf(line.text, line), wish: 'enter' };
  if (key < ' ' || key.startsWith('\u001B')) return { line: lineOf(line.text, line) };
  return { line: found(query + key, at ?? history.length) };
}

/** The line as it is shown, and where the cursor stands in it. */
export function shownOf(line: Line): { readonly text: string; readonly cursor: number } {
  if (!line.search) return { text: line.text, cursor: line.cursor };
  const head = `(${line.search.failed ? 'failed ' : ''}reverse-i-search)\`${line.search.query}': `;
  return { text: head + line.text, cursor: head.length + line.text.length };
}

/** What stands in all words from their beginning. */
export function commonStart(words: readonly string[]): string {
  const [first = ''] = words;
  let length = first.length;
  for (const word of words) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
