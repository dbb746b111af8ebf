import type { Token } from '../base/span.ts';
import { bytesBeforeSpace, isSpace, quote, skipSpaces, upper } from './go-text.ts';
import { firstBlank, plainWords, quotedWords } from './lex.ts';
import { spanOf, tokenOf } from './segments.ts';
import type { LogicalLine } from './segments.ts';

/**
 * How the arguments of an instruction are read: `words` plain words; `text` one string; `exec` a JSON array or one
 * string; `paths` a JSON array or plain words; `pairs` key=value or `key value`; `names` name or name=value; `health` a
 * type, then `exec`; `trigger` an instruction; `none` nothing (unknown instruction).
 */
export type ArgumentForm = 'words' | 'text' | 'exec' | 'paths' | 'pairs' | 'names' | 'health' | 'trigger' | 'none';

export interface Arguments {
  readonly args: readonly Token[];
  readonly json: boolean;
  /** A mistake that stops the lexer. */
  readonly error?: string;
}

/** Where the arguments stand in the logical line, with what the forms need to know. */
export interface ArgumentRange {
  readonly start: number;
  readonly end: number;
  readonly escape: string;
  /** Lower case. */
  readonly instruction: string;
}

const NOTHING: Arguments = { args: [], json: false };

/** Reads arguments. Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go. */
export function readArguments(form: ArgumentForm, line: LogicalLine, range: ArgumentRange): Arguments {
  const { start, end } = range;
  if (form === 'none') return { args: [{ value: '', span: spanOf(line, start, start) }], json: false };
  if (start >= end) return NOTHING;
  if (form === 'text') return { args: [tokenOf(line, start, end)], json: false };
  if (form === 'words') return { args: plainWords(line, start, end), json: false };
  if (form === 'exec') return readJson(line, start, end) ?? { args: [tokenOf(line, start, end)], json: false };
  if (form === 'paths') return readJson(line, start, end) ?? { args: plainWords(line, start, end), json: false };
  if (form === 'names') {
    const words = quotedWords(line.original, range, range.escape);
    return { args: words.map((word) => tokenOf(line, word.start, word.end)), json: false };
  }
  return form === 'pairs' ? readPairs(line, range) : readHealth(line, start, end);
}

function readPairs(line: LogicalLine, range: ArgumentRange): Arguments {
  const text = line.original;
  const words = quotedWords(text, range, range.escape);
  const [first] = words;
  if (!first) return NOTHING;
  const args: Token[] = [];
  if (equalsIn(text, first.start, first.end) < 0) {
    const blank = firstBlank(text, range.start, range.end);
    if (!blank) return { ...NOTHING, error: `${upper(range.instruction)} must have two arguments` };
    args.push(tokenOf(line, range.start, blank.start), tokenOf(line, blank.end, range.end));
    args.push({ value: '', span: spanOf(line, blank.start, blank.end) });
    return { args, json: false };
  }
  for (const word of words) {
    const equals = equalsIn(text, word.start, word.end);
    if (equals < 0) {
      const shown = quote(text.slice(word.start, word.end));
      return { args, json: false, error: `Syntax error - can't find = in ${shown}. Must be of the form: name=value` };
    }
    args.push(tokenOf(line, word.start, equals), tokenOf(line, equals + 1, word.end));
    args.push(tokenOf(line, equals, equals + 1));
  }
  return { args, json: false };
}

function equalsIn(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === 61) return at;
  return -1;
}

function readHealth(line: LogicalLine, start: number, end: number): Arguments {
  const text = line.original;
  let at = start;
  let broken = -1;
  while (at < end && broken < 0 && !(text.charCodeAt(at) < 0x80 && isSpace(text.charCodeAt(at)))) {
    if (text.charCodeAt(at) >= 0x80) broken = bytesBeforeSpace(text, at);
    if (broken < 0) at++;
  }
  // The type may end inside a character, whose first bytes then show as U+FFFD.
  const value = text.slice(start, at) + '\ufffd'.repeat(Math.max(0, broken));
  const type = { value, span: spanOf(line, start, at) };
  const rest = skipSpaces(text, broken < 0 ? at : at + 1, end);
  if (rest >= end) return { args: [type], json: false };
  const command = readArguments('exec', line, { start: rest, end, escape: '', instruction: '' });
  return { ...command, args: [type, ...command.args] };
}

/** The arguments as a JSON array of strings; undefined when the text is anything else. */
function readJson(line: LogicalLine, start: number, end: number): Arguments | undefined {
  // Most texts that are no JSON are told by their ends; asking the JSON reader costs an exception.
  if (line.original.charCodeAt(start) !== 91 || line.original.charCodeAt(end - 1) !== 93) return undefined;
  const text = line.original.slice(start, end);
  if (!/^\[[ \t\r\n]*["\][{\dtfn-]/.test(text)) return undefined;
  const values = parseArray(text);
  if (!values) return undefined;
  if (!values.every((value) => typeof value === 'string'))
    return hasHugeNumber(text)
      ? undefined
      : { ...NOTHING, error: 'when using JSON array syntax, arrays must be comprised of strings only' };
  const strings = /"[^"\\]*(?:\\[^][^"\\]*)*"/g;
  const args = values.map((value) => {
    const match = strings.exec(text);
    const at = start + (match?.index ?? 0);
    // Go writes U+FFFD for half of a surrogate pair.
    return { value: value.replace(/\p{Cs}/gu, '\ufffd'), span: spanOf(line, at, at + (match?.[0].length ?? 0)) };
  });
  return { args, json: true };
}

function parseArray(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A number beyond a float64 is an error of Go's decoder, so the text counts as no JSON at all. */
function hasHugeNumber(text: string): boolean {
  let huge = false;
  try {
    JSON.parse(text, (_, value: unknown) => {
      huge ||= value === Infinity || value === -Infinity;
      return value;
    });
  } catch {
    return false;
  }
  return huge;
}
