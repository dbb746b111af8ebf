import { expand } from './expand.ts';
import type { ExpandOptions } from './expand.ts';

/** A `<<NAME` word and where it stands in the logical line. */
export interface HeredocWord {
  readonly name: string;
  readonly fd: number;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly start: number;
  readonly end: number;
}

const HEREDOC = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/;
const MAX_FD = 2n ** 64n - 1n;
const WHOLE: ExpandOptions = { words: true, rawQuotes: true, rawEscapes: true, skipUnset: true };
const UNQUOTED: ExpandOptions = { words: true, skipUnset: true };
const QUOTED: ExpandOptions = { words: true, skipUnset: true, rawQuotes: true };

const unset = (): undefined => undefined;

/**
 * The heredoc words of a logical line, or what is wrong with one. Escapes are `\` whatever the escape directive says.
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go `heredocsFromLine`.
 */
export function heredocWords(line: string): readonly HeredocWord[] | string {
  const found: HeredocWord[] = [];
  for (const word of expand(line, unset, WHOLE).words) {
    const heredoc = parseHeredoc(word.value);
    if (typeof heredoc === 'string') return heredoc;
    if (heredoc) found.push({ ...heredoc, start: word.start, end: word.end });
  }
  return found;
}

/** Reads one word; undefined when it is no heredoc, a text when its quotes are wrong. */
export function parseHeredoc(word: string): Omit<HeredocWord, 'start' | 'end'> | string | undefined {
  const match = word.includes('<<') ? HEREDOC.exec(word) : null;
  const rest = match?.[3];
  if (!match || !rest) return undefined;
  const fd = readFd(match[1] ?? '');
  const chomp = match[2] === '-';
  const simple = /^(['"]?)([\w.-]+)\1$/.exec(rest);
  if (simple) return { name: simple[2] ?? '', fd, expand: simple[1] === '', chomp };
  const plain = expand(rest, unset, UNQUOTED);
  if (plain.error !== undefined) return plain.error;
  const [name] = plain.words;
  if (!name || plain.words.length !== 1) return undefined;
  const quoted = expand(rest, unset, QUOTED);
  if (quoted.words.length !== 1) return `internal lexing of heredoc produced inconsistent results: ${rest}`;
  return {
    name: name.value,
    fd,
    expand: quotes(name.value) === quotes(quoted.words[0]?.value),
    chomp,
  };
}

function quotes(text: string | undefined): number {
  return text?.match(/['"]/g)?.length ?? 0;
}

function readFd(digits: string): number {
  if (digits.length < 16) return Number(digits);
  const value = BigInt(digits.slice(0, 40));
  return Number(value > MAX_FD ? MAX_FD : value);
}
