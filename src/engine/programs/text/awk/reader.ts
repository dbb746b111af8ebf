import type { Problem } from './ast.ts';
import type { Token } from './lex.ts';

/** The place in a program that is being read, and what was met so far. */
export interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  problem: Problem | undefined;
  /** Names used as arrays in the function that is being read. */
  arrays: Set<string>;
  pulls: boolean;
  /** Functions that are called, by name: the line of the first call. */
  readonly calls: Map<string, number>;
  /** `>` redirects instead of comparing (in `print` outside parentheses). */
  redirects: boolean;
  /** `in` ends the expression (head of `for`). */
  stopsAtIn: boolean;
}

const END: Token = { kind: 'end', text: '', line: 1 };

/** The token at the place, or `ahead` further. */
export function peek(reader: Reader, ahead = 0): Token {
  return reader.tokens[reader.at + ahead] ?? reader.tokens.at(-1) ?? END;
}

/** Is this sign or word at the place? */
export function sees(reader: Reader, text: string): boolean {
  const token = peek(reader);
  return token.text === text && (token.kind === 'sign' || token.kind === 'word');
}

/** Steps over the sign or word when it is at the place. */
export function skip(reader: Reader, text: string): boolean {
  const there = sees(reader, text);
  if (there) reader.at++;
  return there;
}

/** Steps over the sign or word; anything else is a problem. */
export function expect(reader: Reader, text: string): void {
  if (!skip(reader, text)) refuse(reader);
}

/** Nothing after the place can be read: it stops there. */
export function refuse(reader: Reader, unsupported?: string): void {
  const token = peek(reader);
  reader.problem ??= { line: token.line, near: token.text, ...(unsupported === undefined ? {} : { unsupported }) };
  reader.at = reader.tokens.length - 1;
}

/** Steps over line breaks. */
export function breaks(reader: Reader): void {
  while (peek(reader).kind === 'newline') reader.at++;
}
