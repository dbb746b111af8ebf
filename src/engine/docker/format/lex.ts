/** A piece of a template. `at` is its offset, `line` its line from 1. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  readonly line: number;
}

export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'space'
  | 'field'
  | 'variable'
  | 'word'
  | 'keyword'
  | 'dot'
  | 'number'
  | 'string'
  | 'raw'
  | 'char-constant'
  | 'bool'
  | 'nil'
  | 'pipe'
  | 'assign'
  | 'declare'
  | 'left'
  | 'right'
  | 'char'
  | 'error'
  | 'eof';

const KEYWORDS = new Set('block break continue define else end if range template with'.split(' '));
const SPACE = /^[ \t\r\n]+/;
const WORD = /^[\p{L}\p{N}_]*/u;
/** After a field, a variable or a word one of these must come. Source: Go text/template parse/lex.go atTerminator. */
const ENDS = /^(?:$|[ \t\r\n.,|:()]|-?\}\})/;

interface Lexer {
  readonly text: string;
  readonly tokens: Token[];
  at: number;
  line: number;
  parens: number;
}

/** Cuts a template into tokens; the last is `eof`, or `error` with what is wrong. Source: Go text/template parse/lex.go. */
export function lex(text: string): readonly Token[] {
  const lexer: Lexer = { text, tokens: [], at: 0, line: 1, parens: 0 };
  while (lexer.at < text.length) if (!plain(lexer) || !action(lexer)) return lexer.tokens;
  push(lexer, 'eof', '');
  return lexer.tokens;
}

function push(lexer: Lexer, kind: TokenKind, text: string): true {
  lexer.tokens.push({ kind, text, at: lexer.at, line: lexer.line });
  lexer.at += text.length;
  lexer.line += text.split('\n').length - 1;
  return true;
}

function fail(lexer: Lexer, message: string): false {
  lexer.tokens.push({ kind: 'error', text: message, at: lexer.at, line: lexer.line });
  return false;
}

/** Moves on over text that becomes no token. */
function skip(lexer: Lexer, length: number): void {
  lexer.line += lexer.text.slice(lexer.at, lexer.at + length).split('\n').length - 1;
  lexer.at += length;
}

/** Text up to the next action. */
function plain(lexer: Lexer): boolean {
  const { text, at } = lexer;
  const next = text.indexOf('{{', at);
  const end = next === -1 ? text.length : next;
  const piece = text.slice(at, end);
  const kept = next !== -1 && /^\{\{-[ \t\r\n]/.test(text.slice(next)) ? piece.replace(/[ \t\r\n]+$/, '') : piece;
  if (kept !== '') push(lexer, 'text', kept);
  skip(lexer, end - lexer.at);
  return true;
}

/** One action with its delimiters; true at the end of the text. */
function action(lexer: Lexer): boolean {
  const { text } = lexer;
  if (lexer.at >= text.length) return true;
  const trimmed = /^\{\{-[ \t\r\n]/.test(text.slice(lexer.at)) ? 2 : 0;
  if (text.startsWith('/*', lexer.at + 2 + trimmed)) return comment(lexer, trimmed);
  push(lexer, 'open', '{{');
  skip(lexer, trimmed);
  lexer.parens = 0;
  for (;;) {
    const ended = close(lexer);
    if (ended !== undefined) return ended;
    if (!inside(lexer)) return false;
  }
}

function comment(lexer: Lexer, trimmed: number): boolean {
  const { text } = lexer;
  const end = text.indexOf('*/', lexer.at + 2 + trimmed);
  if (end === -1) return fail(lexer, 'unclosed comment');
  const after = /^(?:[ \t\r\n]-)?\}\}/.exec(text.slice(end + 2));
  if (!after) return fail(lexer, 'comment ends before closing delimiter');
  skip(lexer, end + 2 + after[0].length - lexer.at);
  if (after[0].length > 2) skip(lexer, SPACE.exec(text.slice(lexer.at))?.[0].length ?? 0);
  return true;
}

/** The end of an action, when it is here. */
function close(lexer: Lexer): boolean | undefined {
  const { text } = lexer;
  const right = /^(?:[ \t\r\n]-)?\}\}/.exec(text.slice(lexer.at, lexer.at + 4));
  if (!right) return undefined;
  if (lexer.parens > 0) return fail(lexer, 'unclosed left paren');
  const trims = right[0].length > 2;
  if (trims) skip(lexer, 2);
  push(lexer, 'close', '}}');
  if (trims) skip(lexer, SPACE.exec(text.slice(lexer.at))?.[0].length ?? 0);
  return true;
}

function inside(lexer: Lexer): boolean {
  const rest = lexer.text.slice(lexer.at);
  if (rest === '') return fail(lexer, 'unclosed action');
  const space = SPACE.exec(rest)?.[0];
  if (space !== undefined) {
    // a space before ` -}}` belongs to the delimiter
    const closing = /^[ \t\r\n]-\}\}/.test(rest.slice(space.length - 1));
    return push(lexer, 'space', closing && space.length > 1 ? space.slice(0, -1) : space);
  }
  const first = rest.charAt(0);
  if (first === ':') return rest.startsWith(':=') ? push(lexer, 'declare', ':=') : fail(lexer, 'expected :=');
  if (first === '=') return push(lexer, 'assign', '=');
  if (first === '|') return push(lexer, 'pipe', '|');
  if (first === '"') return quoted(lexer, rest);
  if (first === '`') {
    const end = rest.indexOf('`', 1);
    return end === -1 ? fail(lexer, 'unterminated raw quoted string') : push(lexer, 'raw', rest.slice(0, end + 1));
  }
  if (first === "'") {
    const match = /^'(?:\\.|[^'\\\n])*'/.exec(rest);
    return match ? push(lexer, 'char-constant', match[0]) : fail(lexer, 'unterminated character constant');
  }
  if (first === '(' || first === ')') return paren(lexer, first);
  return symbol(lexer, rest);
}

function paren(lexer: Lexer, which: '(' | ')'): boolean {
  lexer.parens += which === '(' ? 1 : -1;
  if (lexer.parens < 0) return fail(lexer, 'unexpected right paren');
  return push(lexer, which === '(' ? 'left' : 'right', which);
}

function quoted(lexer: Lexer, rest: string): boolean {
  const match = /^"(?:\\[^\n]|[^"\\\n])*"/.exec(rest);
  return match ? push(lexer, 'string', match[0]) : fail(lexer, 'unterminated quoted string');
}

/** U+0023 '#', as Go's %#U prints a character. */
function named(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} '${character}'`;
}

function symbol(lexer: Lexer, rest: string): boolean {
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (/^[+\-0-9]/.test(rest) || /^\.[0-9]/.test(rest)) return number(lexer, rest);
  if (/^[.$]/.test(rest)) {
    const name = WORD.exec(rest.slice(1))?.[0] ?? '';
    const after = rest.slice(1 + name.length);
    if (!ENDS.test(after))
      return fail(lexer, `bad character ${named(String.fromCodePoint(after.codePointAt(0) ?? 0))}`);
    const kind = character === '$' ? 'variable' : name === '' ? 'dot' : 'field';
    return push(lexer, kind, `${character}${name}`);
  }
  const word = WORD.exec(rest)?.[0] ?? '';
  if (word === '')
    return /^[\x20-\x7e]/.test(rest)
      ? push(lexer, 'char', character)
      : fail(lexer, `unrecognized character in action: ${named(character)}`);
  const after = rest.slice(word.length);
  if (!ENDS.test(after)) return fail(lexer, `bad character ${named(String.fromCodePoint(after.codePointAt(0) ?? 0))}`);
  if (KEYWORDS.has(word)) return push(lexer, 'keyword', word);
  if (word === 'true' || word === 'false') return push(lexer, 'bool', word);
  return push(lexer, word === 'nil' ? 'nil' : 'word', word);
}

function number(lexer: Lexer, rest: string): boolean {
  const match =
    /^[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]+)?)/.exec(
      rest,
    )?.[0] ?? '';
  const next = rest.charAt(match.length);
  if (/[\p{L}\p{N}_]/u.test(next)) return fail(lexer, `bad number syntax: ${JSON.stringify(match + next)}`);
  return push(lexer, 'number', match);
}
