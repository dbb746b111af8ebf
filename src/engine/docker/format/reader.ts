import type { Token } from './lex.ts';
import type { Node } from './nodes.ts';

/** Where a parser is. */
export interface Parser {
  readonly tokens: readonly Token[];
  readonly functions: ReadonlySet<string>;
  readonly templates: Map<string, readonly Node[]>;
  next: number;
  variables: string[];
  actionLine: number;
  ranges: number;
}

export interface Problem {
  readonly problem: string;
}
export type Or<T> = T | Problem;

export function bad(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

const LAST: Token = { kind: 'eof', text: '', at: 0, line: 1 };

export function peek(parser: Parser): Token {
  return parser.tokens[parser.next] ?? parser.tokens.at(-1) ?? LAST;
}

export function take(parser: Parser): Token {
  const token = peek(parser);
  parser.next++;
  return token;
}

export function peekSolid(parser: Parser): Token {
  while (peek(parser).kind === 'space') parser.next++;
  return peek(parser);
}

export function takeSolid(parser: Parser): Token {
  peekSolid(parser);
  return take(parser);
}

export function error(parser: Parser, message: string): Problem {
  const line = (parser.tokens[Math.max(0, parser.next - 1)] ?? peek(parser)).line;
  return { problem: `template: :${line}: ${message}` };
}

export function tokenText(token: Token): string {
  if (token.kind === 'eof') return 'EOF';
  if (token.kind === 'error') return token.text;
  if (token.kind === 'keyword' || token.kind === 'dot' || token.kind === 'nil') return `<${token.text}>`;
  const cut = Array.from(token.text);
  return cut.length > 10 ? `${JSON.stringify(cut.slice(0, 10).join(''))}...` : JSON.stringify(token.text);
}

export function unexpected(parser: Parser, token: Token, context: string): Problem {
  if (token.kind !== 'error') return error(parser, `unexpected ${tokenText(token)} in ${context}`);
  const elsewhere = parser.actionLine !== 0 && parser.actionLine !== token.line;
  const extra = ` in action started at :${parser.actionLine}`;
  const told = token.text.endsWith(' action') ? extra.slice(' in action'.length) : extra;
  return error(parser, `${token.text}${elsewhere ? told : ''}`);
}
