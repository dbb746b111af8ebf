import type { Process, Task } from '../../../kernel/system.ts';
import type { Keys } from '../screen/keyboard.ts';

/** An editor with one text, which always ends in a line break; places are offsets. */
export interface Vi {
  readonly process: Process;
  readonly keys: Keys;
  /** As it was named, and where it lies; undefined: the text has no name yet. */
  file: { readonly name: string; readonly path: string } | undefined;
  text: string;
  dot: number;
  /** First line and first column that are shown. */
  top: number;
  left: number;
  mode: 'command' | 'insert' | 'replace';
  modified: boolean;
  /** What stands in the last row instead of the state of the file. */
  message: string | undefined;
  /** What was deleted or yanked last; whole lines end in a line break. */
  register: { readonly text: string; readonly whole: boolean };
  /** Texts before each change, the latest last. */
  past: { readonly text: string; readonly dot: number }[];
  /** Column that up and down keep to. */
  wanted: number | undefined;
  search: { readonly text: string; readonly back: boolean } | undefined;
  /** `f`, `F`, `t` or `T` and its character. */
  find: { readonly key: string; readonly character: string } | undefined;
  /** Keys of the last change, for `.`; those of the command at hand. */
  change: readonly string[];
  typed: string[];
  /** Keys that are played before those of the keyboard. */
  fed: string[];
  /** The editor ends with this status. */
  ends: number | undefined;
  next(): Task<string | undefined>;
  draw(): void;
}

/** The beginning of the line at a place. */
export function beginOf(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The line break of the line at a place. */
export function endOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** The last character of the line at a place; its line break when it is empty. */
export function lastOf(text: string, at: number): number {
  return Math.max(beginOf(text, at), endOf(text, at) - 1);
}

/** Number of line breaks before a place: the index of its line. */
export function lineOf(text: string, at: number): number {
  let count = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) count++;
  return count;
}

/** The beginning of a line by its index; of the last one when there are fewer. */
export function placeOf(text: string, line: number): number {
  let at = 0;
  for (let index = 0; index < line; index++) {
    const next = endOf(text, at) + 1;
    if (next >= text.length) break;
    at = next;
  }
  return at;
}

/** The first character of a line that is no blank; its last when there is none. */
export function firstWord(text: string, at: number): number {
  const begin = beginOf(text, at);
  const line = text.slice(begin, endOf(text, at));
  const found = line.search(/\S/);
  return found === -1 ? lastOf(text, at) : begin + found;
}

/** Cells before a place in its line, tabs counted to the next multiple of eight. */
export function columnOf(text: string, at: number): number {
  let column = 0;
  for (const character of text.slice(beginOf(text, at), at))
    column = character === '\t' ? (column | 7) + 1 : column + 1;
  return column;
}

/** The place of a column in the line at a place, not behind its last character. */
export function atColumn(text: string, at: number, column: number): number {
  const last = lastOf(text, at);
  let place = beginOf(text, at);
  while (place < last && columnOf(text, place + 1) <= column) place++;
  return place;
}

/** Keeps the text for `u`, and notes that it is another one from now on. */
export function changing(vi: Vi): void {
  vi.past.push({ text: vi.text, dot: vi.dot });
  if (vi.past.length > 200) vi.past.shift();
  vi.modified = true;
}

/** Replaces a part of the text; the text ends in a line break ever after. */
export function replace(vi: Vi, [from, to]: readonly [number, number], text: string): void {
  const made = vi.text.slice(0, from) + text + vi.text.slice(to);
  vi.text = made.endsWith('\n') ? made : `${made}\n`;
}

/** What happened to the register, as BusyBox says it. Source: vi.c yank_status. */
export function tellRegister(vi: Vi, what: 'Delete' | 'Yank' | 'Put'): void {
  const { text } = vi.register;
  vi.message = `${what} ${text.split('\n').length - 1} lines (${text.length} chars) from [D]`;
}
