import { tokenAt, type Token } from './tokens.ts';

/** Where a text stops being a script: the token that does not fit, and the one that was expected there. */
export interface Misfit {
  readonly token: Token;
  /** A word of the grammar, `word`, or nothing in particular. */
  readonly wanted: string | undefined;
  /** The token is a reserved word, where one can stand. */
  readonly reserved: boolean;
}

interface Reader {
  readonly text: string;
  at: number;
  /** The token read last, pushed back when `again` is set. */
  last: Token;
  lastIsWord: boolean;
  again: boolean;
  /** Delimiters of here-documents whose text has not come yet. */
  readonly documents: { readonly word: string; readonly tabs: boolean }[];
  misfit: Misfit | undefined;
  depth: number;
  /** What is read cannot be judged: it ends the search without an answer. */
  lost: boolean;
}

const RESERVED = new Set('! case do done elif else esac fi for if in then until while { }'.split(' '));
const ENDS = new Set(['', ';;', ')', '}', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'then']);

/**
 * Reads a text by the grammar of dash, which BusyBox shares and which bash extends, and answers where it first does not fit. Aliases and
 * what only bash knows are left out. Source: dash src/parser.c, list() to simplecmd().
 */
export function findMisfit(text: string): Misfit | undefined {
  const reader = readerOf(text, 0);
  while (!stopped(reader)) {
    list(reader, true);
    if (next(reader) === 'end') break;
  }
  return reader.lost ? undefined : reader.misfit;
}

function readerOf(text: string, at: number): Reader {
  const last: Token = { kind: 'newline', text: '', start: at, end: at };
  return { text, at, last, depth: 0, lastIsWord: false, again: false, documents: [], misfit: undefined, lost: false };
}

function stopped(reader: Reader): boolean {
  return reader.lost || reader.misfit !== undefined;
}

/** How a token counts: reserved words, operators and `redirection`, `newline`, `end` by name, all else is `word`. */
function next(reader: Reader, how: { newlines?: boolean; keywords?: boolean } = {}): string {
  if (stopped(reader)) return 'end';
  do read(reader);
  while (how.newlines && reader.last.kind === 'newline' && !stopped(reader));
  const { kind, text } = reader.last;
  reader.lastIsWord = kind === 'word' && !(how.keywords === true && RESERVED.has(text));
  if (kind === 'word') return reader.lastIsWord ? 'word' : text;
  return kind === 'operator' ? text : kind;
}

function read(reader: Reader): void {
  if (reader.again) {
    reader.again = false;
    return;
  }
  const token = tokenAt(reader.text, reader.at, (text, from) => nested(reader, text, from));
  if (!token) {
    reader.lost ||= !reader.misfit;
    return;
  }
  reader.last = token;
  reader.at = token.end;
  if (token.kind === 'newline') skipDocuments(reader);
}

function nested(outer: Reader, text: string, from: number): number | undefined {
  const reader = { ...readerOf(text, from), depth: outer.depth + 1 };
  list(reader, false, true);
  if (next(reader, KEYWORDS) !== ')') refuse(reader, ')');
  outer.misfit ??= reader.misfit;
  outer.lost ||= reader.lost;
  return stopped(reader) ? undefined : reader.last.start;
}

function skipDocuments(reader: Reader): void {
  for (const { word, tabs } of reader.documents.splice(0)) {
    for (;;) {
      const end = reader.text.indexOf('\n', reader.at);
      const line = reader.text.slice(reader.at, end === -1 ? undefined : end);
      reader.at = end === -1 ? reader.text.length : end + 1;
      if ((tabs ? line.replace(/^\t+/, '') : line) === word || end === -1) break;
    }
  }
}

function refuse(reader: Reader, wanted?: string): void {
  if (stopped(reader)) return;
  reader.misfit = { token: reader.last, wanted, reserved: !reader.lastIsWord };
}

const KEYWORDS = { keywords: true };
const START = { newlines: true, keywords: true };

/** `empty`: it may hold nothing. */
function list(reader: Reader, top: boolean, empty = false): void {
  let ends = empty;
  for (;;) {
    const token = next(reader, top ? KEYWORDS : START);
    reader.again = true;
    if (stopped(reader) || token === 'end' || (top && token === 'newline')) return;
    if (!top && ends && ENDS.has(token)) return;
    ends = true;
    andOr(reader);
    const separator = next(reader);
    if (stopped(reader)) return;
    if (separator === 'newline' && top) {
      reader.again = true;
      return;
    }
    if (separator === ';' || separator === '&' || separator === 'newline') continue;
    reader.again = true;
    if (top && separator !== 'end') refuse(reader);
    return;
  }
}

function andOr(reader: Reader): void {
  pipeline(reader, KEYWORDS);
  for (;;) {
    const operator = next(reader);
    if (stopped(reader)) return;
    if (operator !== '&&' && operator !== '||') break;
    pipeline(reader, START);
  }
  reader.again = true;
}

function pipeline(reader: Reader, how: { newlines?: boolean; keywords?: boolean }): void {
  const negated = next(reader, how) === '!';
  reader.again = !negated;
  command(reader, how);
  for (;;) {
    const operator = next(reader);
    if (stopped(reader)) return;
    if (operator !== '|') break;
    command(reader, START);
  }
  reader.again = true;
}

function expect(reader: Reader, wanted: string, how: { newlines?: boolean; keywords?: boolean } = KEYWORDS): void {
  if (next(reader, how) !== wanted) refuse(reader, wanted);
}

/** Commands within each other that are followed: unbash stops at 256. */
const MAX_DEPTH = 250;

function command(reader: Reader, how: { newlines?: boolean; keywords?: boolean }): void {
  reader.lost ||= ++reader.depth > MAX_DEPTH;
  compound(reader, how);
  reader.depth--;
}

function compound(reader: Reader, how: { newlines?: boolean; keywords?: boolean }): void {
  const token = next(reader, how);
  if (token === 'word' || token === 'redirection') {
    reader.again = true;
    simple(reader);
    return;
  }
  switch (token) {
    case 'if':
      branches(reader);
      break;
    case 'while':
    case 'until':
      list(reader, false);
      expect(reader, 'do');
      list(reader, false);
      expect(reader, 'done');
      break;
    case 'for':
      forLoop(reader);
      break;
    case 'case':
      cases(reader);
      break;
    case '(':
    case '{':
      list(reader, false);
      expect(reader, token === '(' ? ')' : '}');
      break;
    default:
      refuse(reader);
  }
  while (!stopped(reader) && next(reader, KEYWORDS) === 'redirection') target(reader);
  reader.again = true;
}

function branches(reader: Reader): void {
  let token = 'elif';
  while (token === 'elif' && !stopped(reader)) {
    list(reader, false);
    expect(reader, 'then');
    list(reader, false);
    token = next(reader, KEYWORDS);
  }
  if (token === 'else') list(reader, false);
  else reader.again = true;
  expect(reader, 'fi');
}

function forLoop(reader: Reader): void {
  next(reader);
  // A name that is none has a message of its own.
  reader.lost ||= !/^[A-Za-z_]\w*$/.test(reader.last.text);
  let token = next(reader, START);
  if (token === 'in') {
    do token = next(reader);
    while (token === 'word' && !stopped(reader));
    if (token !== 'newline' && token !== ';') refuse(reader);
  } else if (token !== ';') reader.again = true;
  expect(reader, 'do', START);
  list(reader, false);
  expect(reader, 'done');
}

function cases(reader: Reader): void {
  expect(reader, 'word', {});
  expect(reader, 'in', START);
  let token = next(reader, START);
  while (token !== 'esac' && !stopped(reader)) {
    if (token === '(') next(reader);
    while (next(reader) === '|' && !stopped(reader)) next(reader);
    if (!stopped(reader) && reader.last.text !== ')') refuse(reader, ')');
    list(reader, false, true);
    token = next(reader, START);
    if (token === 'esac') return;
    if (token !== ';;') refuse(reader, ';;');
    token = next(reader, START);
  }
}

function target(reader: Reader): void {
  const { text } = reader.last;
  if (next(reader) !== 'word') refuse(reader);
  else if (text.includes('<<'))
    reader.documents.push({ word: reader.last.text.replaceAll(/["'\\]/g, ''), tabs: text.endsWith('-') });
}

function simple(reader: Reader): void {
  let words = 0;
  let plain = true;
  for (;;) {
    const token = next(reader);
    if (stopped(reader)) return;
    if (token === 'redirection') {
      target(reader);
      plain = false;
    } else if (token === 'word') {
      if (words === 0 && /^[A-Za-z_]\w*=/.test(reader.last.text)) plain = false;
      else words++;
    } else if (token === '(' && words === 1 && plain) {
      expect(reader, ')', {});
      command(reader, START);
      return;
    } else break;
  }
  reader.again = true;
}
