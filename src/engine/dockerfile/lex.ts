import type { Token } from '../base/span.ts';
import { bytesAsText, bytesBeforeSpace, isSpace, skipSpaces, trimSpacesEnd } from './go-text.ts';
import { spanOf, tokenOf } from './segments.ts';
import type { LogicalLine } from './segments.ts';
import type { Flag } from './syntax.ts';

const BACKSLASH = 92;
const EQUALS = 61;
const DASH = 45;

/** A keyword, the flags behind it, and where the arguments begin and end. */
export interface SplitLine {
  readonly keyword: Token;
  readonly flags: readonly Flag[];
  readonly start: number;
  readonly end: number;
}

/** The white space that ends a keyword or a plain word; no other Unicode space does. */
function isBlank(code: number): boolean {
  return code === 32 || code === 9 || (code >= 11 && code <= 13);
}

/** Splits a logical line. Source: moby/buildkit frontend/dockerfile/parser/split_command.go. */
export function splitLine(line: LogicalLine): SplitLine {
  const text = line.original;
  const start = skipSpaces(text, 0, text.length);
  const end = trimSpacesEnd(text, start, text.length);
  let at = start;
  while (at < end && !isBlank(text.charCodeAt(at))) at++;
  const keyword = tokenOf(line, start, at);
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  const flags: Flag[] = [];
  at = readFlags(line, { start: at, end }, flags);
  return { keyword, flags, start: skipSpaces(text, at, end), end };
}

/** Takes the leading words that begin with `--`; returns where the arguments begin. A word `--` ends them. */
function readFlags(line: LogicalLine, range: { start: number; end: number }, flags: Flag[]): number {
  const text = line.original;
  let at = range.start;
  for (;;) {
    while (at < range.end && text.charCodeAt(at) < 0x80 && isSpace(text.charCodeAt(at))) at++;
    if (at + 1 >= range.end || text.charCodeAt(at) !== DASH || text.charCodeAt(at + 1) !== DASH) return at;
    const word = readFlagWord(text, at, range.end);
    if (word.value === '--') return word.end;
    flags.push(flagOf(line, at, word));
    at = word.end;
  }
}

interface FlagWord {
  readonly value: string;
  readonly end: number;
  /** Offset of the first `=` that stays in the value, or -1. */
  readonly equals: number;
}

/**
 * One flag with quotes and escapes resolved. The escape is always `\\`, whatever the escape directive says. BuildKit
 * reads flags byte by byte and writes each byte as a character, so `--chown=jürgen` becomes `jÃ¼rgen`, and a byte that
 * looks like a space ends the word inside a character. Source: split_command.go, `ch = rune(line[pos])`.
 */
function readFlagWord(text: string, start: number, end: number): FlagWord {
  let value = '';
  let from = start;
  let quote = 0;
  let equals = -1;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (quote ? code === quote : code === 34 || code === 39) {
      value += bytesAsText(text.slice(from, at));
      quote = quote ? 0 : code;
      from = at + 1;
    } else if (code === BACKSLASH) {
      value += bytesAsText(text.slice(from, at));
      from = at + 1;
      // The protected character is taken as it is; a backslash at the very end is dropped.
      at++;
      if (text.charCodeAt(at) === EQUALS && equals < 0) equals = at;
    } else if (code < 0x80) {
      if (!quote && isSpace(code)) break;
      if (code === EQUALS && equals < 0) equals = at;
    } else if (!quote) {
      const bytes = bytesBeforeSpace(text, at);
      if (bytes < 0) continue;
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      value += bytesAsText(text.slice(from, at)) + bytesAsText(char).slice(0, bytes);
      return { value, end: at + char.length, equals };
    }
  }
  at = Math.min(at, end);
  return { value: value + bytesAsText(text.slice(from, at)), end: at, equals };
}

function flagOf(line: LogicalLine, start: number, word: FlagWord): Flag {
  const text = word.value;
  const split = text.indexOf('=');
  const nameEnd = word.equals < 0 ? word.end : word.equals;
  return {
    text,
    name: split < 0 ? text.slice(2) : text.slice(2, split),
    value: split < 0 ? undefined : text.slice(split + 1),
    span: spanOf(line, start, word.end),
    nameSpan: spanOf(line, Math.min(start + 2, nameEnd), nameEnd),
    valueSpan: word.equals < 0 ? undefined : spanOf(line, word.equals + 1, word.end),
  };
}

/** Words between white space, quotes without meaning: ADD, COPY, EXPOSE, FROM, VOLUME. */
export function plainWords(line: LogicalLine, start: number, end: number): Token[] {
  const words: Token[] = [];
  const text = line.original;
  let at = start;
  while (at < end) {
    const from = at;
    while (at < end && !isBlank(text.charCodeAt(at))) at++;
    words.push(tokenOf(line, from, at));
    while (at < end && isBlank(text.charCodeAt(at))) at++;
  }
  return words;
}

/** A word of ENV, LABEL or ARG as it stands in the line; an escape character at the very end is left out. */
export interface QuotedWord {
  readonly start: number;
  readonly end: number;
}

/**
 * Words where quotes and escapes protect white space; they stay in the word.
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go `parseWords`.
 */
export function quotedWords(text: string, range: QuotedWord, escape: string): QuotedWord[] {
  const words: QuotedWord[] = [];
  const escapeCode = escape.charCodeAt(0);
  let at = range.start;
  for (;;) {
    at = skipSpaces(text, at, range.end);
    if (at >= range.end) return words;
    const start = at;
    let quote = 0;
    let dropped = 0;
    for (; at < range.end; at++) {
      const code = text.charCodeAt(at);
      if (!quote && isSpace(code)) break;
      if (code === escapeCode && quote !== 39) {
        if (at + 1 === range.end) dropped = 1;
        else at++;
      } else if (quote) {
        if (code === quote) quote = 0;
      } else if (code === 34 || code === 39) quote = code;
    }
    if (at - dropped > start) words.push({ start, end: at - dropped });
  }
}

/** The first white space a legacy `ENV key value` line is split at: where it begins and ends; undefined without one. */
export function firstBlank(text: string, start: number, end: number): QuotedWord | undefined {
  let at = start;
  while (at < end && !isBlank(text.charCodeAt(at))) at++;
  if (at >= end) return undefined;
  const from = at;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return { start: from, end: at };
}
