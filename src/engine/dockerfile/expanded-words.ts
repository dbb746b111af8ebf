import { hasSpace, isSpace } from './go-text.ts';

/** A word of the result and the part of the text it came from. */
export interface ExpandedWord {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a result while it grows. */
export interface WordList {
  readonly list: ExpandedWord[];
  word: string;
  /** Something was added since the last word ended; it may be empty, as `""` is. */
  open: boolean;
  start: number;
  end: number;
}

/** An empty list. */
export function wordList(): WordList {
  return { list: [], word: '', open: false, start: 0, end: 0 };
}

/** Ends the current word, if there is one, and returns all. */
export function closeWords(words: WordList): readonly ExpandedWord[] {
  if (words.word) words.list.push({ value: words.word, start: words.start, end: words.end });
  words.word = '';
  return words.list;
}

/** Adds text that belongs to the word whatever it holds. */
export function addRaw(words: WordList, piece: string, from: { start: number; end: number }): void {
  if (!words.word) words.start = from.start;
  words.end = from.end;
  words.word += piece;
  words.open = true;
}

/** Adds text whose spaces end words. `end` -1: the text stands in the source as it is. */
export function addText(words: WordList, piece: string, from: { start: number; end: number }): void {
  if (from.end >= 0 && !hasSpace(piece)) {
    if (piece) addRaw(words, piece, from);
    return;
  }
  let at = 0;
  while (at < piece.length) {
    const start = at;
    while (at < piece.length && !isSpace(piece.charCodeAt(at))) at++;
    if (at > start) {
      const source = from.end < 0 ? { start: from.start + start, end: from.start + at } : from;
      addRaw(words, piece.slice(start, at), source);
    }
    if (at >= piece.length) return;
    if (words.open && words.word) {
      closeWords(words);
      words.open = false;
    }
    at++;
  }
}
