import { quote } from './go-text.ts';
import { addRaw, addText, closeWords, wordList } from './expanded-words.ts';
import type { ExpandedWord, WordList } from './expanded-words.ts';
import { replace, trimHead, trimTail } from './pattern.ts';
import type { PatternError } from './pattern.ts';

/** The value of a variable, or undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

export interface ExpandOptions {
  readonly escape?: '\\' | '`';
  /** Also split the result into words, as EXPOSE does. */
  readonly words?: boolean;
  /** Keep quotes in the result (step names). */
  readonly rawQuotes?: boolean;
  /** Keep escape characters in the result. */
  readonly rawEscapes?: boolean;
  /** Quotes mean nothing (heredoc bodies). */
  readonly skipQuotes?: boolean;
  /** Leave references to unset variables as they are (step names). */
  readonly skipUnset?: boolean;
}

export interface Expansion {
  readonly result: string;
  /** Empty unless `words` was asked for. */
  readonly words: readonly ExpandedWord[];
  /** Names of set and of unset variables met. */
  readonly matched: ReadonlySet<string>;
  readonly unmatched: ReadonlySet<string>;
  /** BuildKit's message, `failed to process "…": …`; result and words are empty then. */
  readonly error: string | undefined;
}

/** Options for the text of a step's name. */
export const NAME_MODE: ExpandOptions = { rawQuotes: true, skipUnset: true };
/** Options for the body of a COPY or ADD heredoc. */
export const HEREDOC_MODE: ExpandOptions = { skipQuotes: true };

/** Substitutions inside substitutions; BuildKit has no limit, ours keeps hostile text from exhausting the stack. */
const MAX_DEPTH = 400;

const END = -1;
const DOLLAR = 36;
const DOUBLE = 34;
const SINGLE = 39;
const LESS = 60;
const BRACE = 123;
const NAME = /\p{Nd}+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*/uy;

interface State {
  readonly text: string;
  readonly escape: number;
  readonly options: ExpandOptions;
  readonly lookup: Lookup;
  readonly matched: Set<string>;
  readonly unmatched: Set<string>;
  readonly words: WordList | undefined;
  at: number;
  depth: number;
  rawEscapes: boolean;
  error: string | undefined;
}

/**
 * Replaces `$x` and `${x…}` in one argument, resolves quotes and escapes, and notes which variables were met.
 * Source: moby/buildkit frontend/dockerfile/shell/lex.go.
 */
export function expand(text: string, lookup: Lookup, options: ExpandOptions = {}): Expansion {
  const escape = (options.escape ?? '\\').charCodeAt(0);
  const words: WordList | undefined = options.words ? wordList() : undefined;
  const state: State = {
    text,
    escape,
    options,
    lookup,
    matched: new Set(),
    unmatched: new Set(),
    words,
    depth: 0,
    error: undefined,
    // The reference's scanner drops a byte order mark in front.
    at: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    rawEscapes: options.rawEscapes ?? false,
  };
  const result = readUntil(state, END, words);
  const { matched, unmatched } = state;
  if (state.error !== undefined) {
    const error = `failed to process ${quote(text)}: ${state.error}`;
    return { result: '', words: [], matched, unmatched, error };
  }
  return { result, words: words ? closeWords(words) : [], matched, unmatched, error: undefined };
}

function fail(state: State, reason: string): '' {
  state.error ??= reason;
  return '';
}

/** Everything up to the character `stop` (taken, not returned) or the end of the text. */
function readUntil(state: State, stop: number, words?: WordList): string {
  const { text } = state;
  let out = '';
  while (state.at < text.length) {
    const start = state.at;
    let code = text.charCodeAt(start);
    while (!isSpecial(state, code, stop) && ++state.at < text.length) code = text.charCodeAt(state.at);
    if (state.at > start) {
      const run = text.slice(start, state.at);
      out += run;
      if (words) addText(words, run, { start, end: -1 });
      continue;
    }
    if (code === stop) {
      state.at++;
      return out;
    }
    const piece = readSpecial(state, code);
    if (piece === undefined) break;
    if (state.error !== undefined) return '';
    out += piece;
    if (!words) continue;
    if (code === DOLLAR) addText(words, piece, { start, end: state.at });
    else addRaw(words, piece, { start, end: state.at });
  }
  if (stop !== END)
    return fail(state, `unexpected end of statement while looking for matching ${String.fromCharCode(stop)}`);
  return out;
}

function isSpecial(state: State, code: number, stop: number): boolean {
  if (code === DOLLAR || code === state.escape || code === stop || (code === LESS && state.words)) return true;
  return (code === SINGLE || code === DOUBLE) && !state.options.skipQuotes;
}

/** What stands for the `$`, quote, `<<` or escape at the reading position; undefined after an escape at the end. */
function readSpecial(state: State, code: number): string | undefined {
  if (code === DOLLAR) return readDollar(state);
  if (code === state.escape) return readEscape(state);
  if (code === SINGLE) return readSingle(state);
  if (code === DOUBLE) return readDouble(state);
  // `<<` keeps the blanks behind it in its word, so that `<< EOF` is one word.
  const match = /<(?:<[ \t\r]*)?/y;
  match.lastIndex = state.at;
  const piece = match.exec(state.text)?.[0] ?? '<';
  state.at += piece.length;
  return piece;
}

function readEscape(state: State): string | undefined {
  const { text } = state;
  const kept = state.rawEscapes ? (text[state.at] ?? '') : '';
  const next = text[++state.at];
  if (next === undefined) return kept || undefined;
  state.at++;
  return kept + next;
}

function readSingle(state: State): string {
  const close = state.text.indexOf("'", state.at + 1);
  if (close < 0) {
    state.at = state.text.length;
    return fail(state, 'unexpected end of statement while looking for matching single-quote');
  }
  const inner = state.options.rawQuotes ? state.text.slice(state.at, close + 1) : state.text.slice(state.at + 1, close);
  state.at = close + 1;
  return inner;
}

function readDouble(state: State): string {
  const { text, escape } = state;
  let out = state.options.rawQuotes ? '"' : '';
  state.at++;
  while (state.at < text.length) {
    const code = text.charCodeAt(state.at);
    if (code === DOUBLE) {
      state.at++;
      return state.options.rawQuotes ? `${out}"` : out;
    }
    if (code === DOLLAR) {
      out += readDollar(state);
      if (state.error !== undefined) return '';
    } else if (code === escape) {
      if (state.rawEscapes) out += text[state.at];
      const next = text.charCodeAt(++state.at);
      // Other characters keep the escape in front of them, which rawEscapes has written already: it is doubled then.
      if (next === DOUBLE || next === DOLLAR || next === escape) out += text[state.at++];
      else if (state.at < text.length) out += String.fromCharCode(escape);
    } else {
      const start = state.at;
      while (state.at < text.length && !isDoubleSpecial(text.charCodeAt(state.at), escape)) state.at++;
      out += text.slice(start, state.at);
    }
  }
  return fail(state, 'unexpected end of statement while looking for matching double-quote');
}

function isDoubleSpecial(code: number, escape: number): boolean {
  return code === DOUBLE || code === DOLLAR || code === escape;
}

function readName(state: State): string {
  NAME.lastIndex = state.at;
  const name = NAME.exec(state.text)?.[0] ?? '';
  state.at += name.length;
  return name;
}

/** The next character, or U+FFFD at the end, which is how the reference prints its end marker. */
function readChar(state: State): string {
  const code = state.text.codePointAt(state.at);
  if (code === undefined) return '\ufffd';
  const char = String.fromCodePoint(code);
  state.at += char.length;
  return char;
}

function value(state: State, name: string): string | undefined {
  const found = state.lookup(name);
  (found === undefined ? state.unmatched : state.matched).add(name);
  return found;
}

function readDollar(state: State): string {
  const { text } = state;
  state.at++;
  if (text.charCodeAt(state.at) !== BRACE) {
    const name = readName(state);
    if (!name) return '$';
    return value(state, name) ?? (state.options.skipUnset ? `$${name}` : '');
  }
  const next = text[++state.at];
  if (next === undefined) return fail(state, "syntax error: missing '}'");
  if (next === '{' || next === '}' || next === ':') return fail(state, 'syntax error: bad substitution');
  if (state.depth >= MAX_DEPTH) return fail(state, `substitutions are nested more than ${MAX_DEPTH} deep`);
  state.depth++;
  const out = readBraces(state);
  state.depth--;
  return out;
}

/** `${` is read; what follows up to the closing brace. */
function readBraces(state: State): string {
  const name = readName(state);
  let modifier = readChar(state);
  if (modifier === '}') return value(state, name) ?? (state.options.skipUnset ? `\${${name}}` : '');
  if (modifier === '/') return readReplacement(state, name);
  const nullIsUnset = modifier === ':';
  if (nullIsUnset) modifier += readChar(state);
  const kind = nullIsUnset ? modifier.slice(1) : modifier;
  // Behind `:` other characters are refused only after the word has been read.
  if (nullIsUnset ? kind === '#' || kind === '%' : !'+-?#%'.includes(kind))
    return fail(state, `unsupported modifier (${modifier}) in substitution`);
  const word = readNested(state, 125, kind === '#' || kind === '%');
  if (state.error !== undefined) return missing(state, "syntax error: missing '}'");
  const current = value(state, name);
  if (state.options.skipUnset && current === undefined) return `\${${name}${modifier}${word}}`;
  const present = current !== undefined && !(nullIsUnset && current === '');
  if (kind === '-') return present ? current : word;
  if (kind === '+') return present ? word : '';
  if (kind === '#' || kind === '%') return readTrim(state, current ?? '', { kind, word });
  if (kind !== '?') return fail(state, `unsupported modifier (${modifier}) in substitution`);
  if (present) return current;
  const reason = current === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty';
  return fail(state, `${name}: ${word || reason}`);
}

function readTrim(state: State, current: string, how: { kind: '#' | '%'; word: string }): string {
  const longest = how.word.startsWith(how.kind);
  const pattern = longest ? how.word.slice(1) : how.word;
  return checked(state, how.kind === '#' ? trimHead(current, pattern, longest) : trimTail(current, pattern, longest));
}

function readReplacement(state: State, name: string): string {
  const all = state.text[state.at] === '/';
  if (all) state.at++;
  const pattern = readNested(state, 47, true);
  if (state.error !== undefined) return missing(state, "syntax error: missing '/' in ${}");
  const replacement = readNested(state, 125, true);
  if (state.error !== undefined) return missing(state, "syntax error: missing '}'");
  const current = value(state, name);
  if (state.options.skipUnset && current === undefined) return `\${${name}/${pattern}/${replacement}}`;
  return checked(state, replace(current ?? '', pattern, { replacement, all }));
}

function checked(state: State, result: string | PatternError): string {
  return typeof result === 'string' ? result : fail(state, result.error);
}

function readNested(state: State, stop: number, rawEscapes: boolean): string {
  const before = state.rawEscapes;
  // The reference shares one buffer between a word and the substitutions in it, so the beginning of the word is lost
  // from the list (not from the result): `a${x:-b}` splits into `b` (golden case x0824).
  if (state.words) state.words.word = '';
  state.rawEscapes = rawEscapes;
  const out = readUntil(state, stop);
  state.rawEscapes = before;
  return out;
}

/** At the end of the text an inner error is reported as the missing closing character. */
function missing(state: State, reason: string): '' {
  if (state.at >= state.text.length) state.error = reason;
  return '';
}
