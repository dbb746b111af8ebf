import { byteLength, skipSpaces } from './go-text.ts';

/** BuildKit reads lines of at most this many bytes. */
export const MAX_LINE = 65_535;

/** Reads a text line by line. Lines end at `\n`; the offsets describe the line read last. */
export interface LineReader {
  readonly text: string;
  /** Where the line begins, a byte order mark of the first line left out. */
  start: number;
  /** Where its content ends: before `\n` and the `\r`s in front of it. */
  end: number;
  /** Where the next line begins. */
  next: number;
  /** Lines read so far. */
  count: number;
  /** A line was too long; reading has ended in front of it. */
  tooLong: boolean;
}

/** A reader in front of the first line. */
export function lineReader(text: string): LineReader {
  return { text, start: 0, end: 0, next: 0, count: 0, tooLong: false };
}

/** Moves to the next line; false at the end of the text or in front of a line that is too long. */
export function nextLine(reader: LineReader): boolean {
  const { text, next } = reader;
  if (next >= text.length || reader.tooLong) return false;
  const newline = text.indexOf('\n', next);
  let end = newline < 0 ? text.length : newline;
  // A UTF-16 unit is at most three bytes long; only then is counting worth it.
  if ((end - next) * 3 > MAX_LINE && byteLength(text.slice(next, end)) > MAX_LINE) {
    reader.tooLong = true;
    return false;
  }
  reader.next = newline < 0 ? end : newline + 1;
  reader.start = reader.count === 0 && text.charCodeAt(next) === 0xfeff ? next + 1 : next;
  while (end > reader.start && text.charCodeAt(end - 1) === 13) end--;
  reader.end = end;
  reader.count++;
  return true;
}

/** The offset of the `#` when the current line is a comment, else -1. */
export function commentStart(reader: LineReader): number {
  const at = skipSpaces(reader.text, reader.start, reader.end);
  return at < reader.end && reader.text.charCodeAt(at) === 35 ? at : -1;
}

/**
 * Where the text of a line ends when it continues on the next one, else -1. It does when the escape character is its
 * last character but blanks, and no other escape character stands in front; the reference looks at one character only,
 * so three in a row do not continue either.
 */
export function continuationAt(reader: Pick<LineReader, 'text' | 'end'>, start: number, escape: string): number {
  const { text } = reader;
  let at = reader.end - 1;
  while (at >= start && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
  if (at < start || text[at] !== escape) return -1;
  return at > start && text[at - 1] === escape ? -1 : at;
}
