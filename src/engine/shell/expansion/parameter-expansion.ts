import type { Parameter, Piece } from '../syntax/ast.ts';
import { MAX_LENGTH, overrun, room } from '../../kernel/memory/memory.ts';
import { compile, matches, replace, trim, type Pattern, type PatternPiece } from '../../base/shell-pattern.ts';
import { assign, leave, lookup, prefix, warn, write, type Shell } from '../state/shell-state.ts';
import { unset } from './unset-parameter.ts';
import { unescape } from '../../base/escapes.ts';
import { ansiQuoted } from '../../base/quote-bash.ts';
import type { Task } from '../../kernel/system.ts';

/** What a parameter gives: a text, the word of its operation, or all positional parameters. */
export type Expanded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'word'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'all' };

/** How the words of an operation are expanded; `value` stands in for the parameter's own. */
export interface Tools {
  readonly text: (pieces: readonly Piece[]) => Task<string>;
  readonly pattern: (pieces: readonly Piece[]) => Task<PatternPiece[]>;
  readonly number: (pieces: readonly Piece[]) => Task<bigint | undefined>;
  readonly value?: string | undefined;
  /** `value` stands in even when it is undefined. */
  readonly given?: boolean;
}

const text = (value: string): Expanded => ({ kind: 'text', text: value });

/** Expands one parameter with its operation. Errors print the shell's message and end it. */
export function* parameterText(shell: Shell, piece: Parameter, tools: Tools): Task<Expanded> {
  const { operation, name } = piece;
  if (operation?.operator === 'bad') return bad(shell, piece);
  const whole = name === '@' || name === '*';
  const value = tools.value ?? (tools.given ? undefined : whole ? allOf(shell) : lookup(shell, name));
  if (piece.length) return text(lengthOf(shell, piece, value));
  if (!operation) return text(value ?? unset(shell, /^\$\{(\w+\[[^\]]*\])/.exec(piece.text)?.[1] ?? name));
  const [first, second] = operation.words;
  const { operator } = operation;
  const test = operator.replace(':', '');
  if (test === '-' || test === '+' || test === '=' || test === '?') {
    const missing = value === undefined || (operator.startsWith(':') && value === '');
    if (test === '+') return missing ? text('') : { kind: 'word', pieces: first ?? [] };
    if (!missing) return whole ? { kind: 'all' } : text(value);
    return yield* absent(shell, piece, { test, word: first ?? [], tools });
  }
  const known = value ?? unset(shell, name);
  if (known.length > MAX_LENGTH) {
    overrun(shell.machine, shell.proc, 'text longer than 2 MB');
    if (!shell.machine.halted) yield* room(shell.machine, shell.proc);
    return text('');
  }
  if (/^(?:##?|%%?)$/.test(operator))
    return text(trim(known, compile(yield* tools.pattern(first ?? []), shell.dialect !== 'dash'), operator));
  if (shell.dialect === 'dash') return bad(shell, piece);
  if (operator.startsWith('@'))
    return shell.dialect === 'bash' ? text(transform(shell, piece, { value: known, operator })) : bad(shell, piece);
  if (operator === 'slice') {
    const offset = yield* tools.number(first ?? []);
    const length = second && (yield* tools.number(second));
    const cut = shell.jump ? '' : slice(known, { offset, length });
    if (cut !== undefined || shell.dialect !== 'bash') return text(cut ?? '');
    warn(shell, `${length}: substring expression < 0`);
    leave(shell, 1);
    return text('');
  }
  if (operator.startsWith('/')) {
    const pieces = yield* tools.pattern(first ?? []);
    // BusyBox knows no anchors: `#` and `%` are a part of the pattern there.
    const anchored = shell.dialect === 'ash' && /^\/[#%]$/.test(operator);
    const pattern = anchored ? [{ text: operator.slice(1), quoted: true }, ...pieces] : pieces;
    const by =
      shell.dialect === 'bash' ? matched(yield* tools.pattern(second ?? [])) : fixed(yield* tools.text(second ?? []));
    const how = { operator: anchored ? '/' : operator, by };
    return text(replace(known, compile(pattern), how));
  }
  if (shell.dialect !== 'bash') return bad(shell, piece);
  const only = first && first.length > 0 ? compile(yield* tools.pattern(first)) : undefined;
  return text(changeCase(known, operator, only));
}

function fixed(made: string): () => string {
  return () => made;
}

/** bash 5.2 puts what was found in the place of `&`, unless it is quoted. */
function matched(pieces: readonly PatternPiece[]): (match: string) => string {
  return (match) => pieces.map((one) => (one.quoted ? one.text : one.text.replaceAll('&', () => match))).join('');
}

function allOf(shell: Shell): string | undefined {
  return shell.parameters.length || shell.dialect !== 'bash' ? shell.parameters.join(' ') : undefined;
}

function lengthOf(shell: Shell, piece: Parameter, value: string | undefined): string {
  if (piece.name === '@' || piece.name === '*') return String(shell.parameters.length);
  const known = value ?? unset(shell, piece.name);
  if (known.length > MAX_LENGTH) return String(known.length);
  // dash and bash without a locale count bytes; BusyBox with musl counts characters.
  return String(shell.dialect === 'ash' ? [...known].length : bytes(known));
}

function bytes(value: string): number {
  let count = 0;
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}

function* absent(
  shell: Shell,
  piece: Parameter,
  what: { test: string; word: readonly Piece[]; tools: Tools },
): Task<Expanded> {
  const { test, word, tools } = what;
  if (test === '-') return { kind: 'word', pieces: word };
  if (test === '=') {
    const value = yield* tools.text(word);
    if (!/^[A-Za-z_]\w*$/.test(piece.name)) return unassignable(shell, piece.name);
    if (!assign(shell, piece.name, value)) leave(shell, shell.dialect === 'bash' ? 1 : 2);
    return text(value);
  }
  const colon = piece.operation?.operator === ':?';
  const given = yield* tools.text(word);
  const fallback =
    shell.dialect === 'bash' ? 'parameter null or not set' : colon ? 'parameter not set or null' : 'parameter not set';
  const plain = shell.dialect === 'bash' && !colon ? 'parameter not set' : fallback;
  warn(shell, `${piece.name}: ${given === '' ? plain : given}`);
  leave(shell, shell.dialect === 'bash' ? (shell.options.has('e') || shell.subshell ? 1 : 127) : 2);
  return text('');
}

function unassignable(shell: Shell, name: string): Expanded {
  const bash = shell.dialect === 'bash';
  warn(shell, bash ? `$${name}: cannot assign in this way` : `${name}: bad variable name`);
  leave(shell, bash ? 1 : 2);
  return text('');
}

function bad(shell: Shell, piece: Parameter): Expanded {
  if (shell.dialect === 'dash') warn(shell, 'Bad substitution');
  else if (shell.dialect === 'ash') write(shell, 2, `${prefix(shell)}syntax error: bad substitution\n`);
  else warn(shell, `${piece.text}: bad substitution`);
  leave(shell, shell.dialect === 'bash' ? 1 : 2);
  return text('');
}

function slice(value: string, how: { offset: bigint | undefined; length: bigint | undefined }): string | undefined {
  const chars = [...value];
  const offset = Number(how.offset ?? 0n);
  const start = offset < 0 ? Math.max(0, chars.length + offset) : offset;
  if (how.length === undefined) return chars.slice(start).join('');
  const length = Number(how.length);
  if (chars.length + length < start) return undefined;
  return chars.slice(start, length < 0 ? chars.length + length : start + length).join('');
}

/** `${@:2}`, `${a[@]:1:2}`: positions in a list; of the parameters 0 is the shell's name. */
export function* sliceOf(
  shell: Shell,
  piece: Parameter,
  what: { list: readonly string[]; tools: Tools },
): Task<string[]> {
  const [first = [], second] = piece.operation?.words ?? [];
  const all = piece.index === undefined ? [shell.name, ...what.list] : what.list;
  const offset = Number((yield* what.tools.number(first)) ?? 0n);
  const start = offset < 0 ? Math.max(0, all.length + offset) : offset;
  const count = second && Number((yield* what.tools.number(second)) ?? 0n);
  return all.slice(start, count === undefined ? undefined : start + Math.max(0, count));
}

/** `${x@Q}`, `@U`, `@u`, `@L`, `@E`, `@A`, `@a`. */
function transform(
  shell: Shell,
  { name }: Parameter,
  { value, operator }: { value: string; operator: string },
): string {
  switch (operator) {
    case '@U':
      return value.toUpperCase();
    case '@u':
      return value.slice(0, 1).toUpperCase() + value.slice(1);
    case '@L':
      return value.toLowerCase();
    case '@Q':
      return quoteAlways(value);
    case '@E':
      return unescape(value, 'dollar').text;
    case '@a':
      return attributes(shell, name);
    case '@A': {
      const letters = attributes(shell, name);
      return `${letters === '' ? '' : `declare -${letters} `}${name}=${quoteAlways(value)}`;
    }
    default:
      return value;
  }
}

/** Between single quotes, or as `$'…'` when it holds what cannot be printed. */
function quoteAlways(value: string): string {
  return /[^ -~]/.test(value) ? ansiQuoted(value) : `'${value.replaceAll("'", `'\\''`)}'`;
}

function attributes({ variables }: Shell, name: string): string {
  const known = variables.get(name);
  if (!known) return '';
  const kind = known.associative ? 'A' : known.elements ? 'a' : '';
  return `${kind}${known.integer ? 'i' : ''}${known.readonly ? 'r' : ''}${known.exported ? 'x' : ''}`;
}

/** Only characters that `only` matches are changed. */
function changeCase(value: string, operator: string, only?: Pattern): string {
  if (only) {
    const all = operator.length === 2;
    return [...value]
      .map((char, at) => (matches(only, char) && (all || at === 0) ? changeCase(char, operator) : char))
      .join('');
  }
  const change = (part: string): string => (operator.startsWith('^') ? part.toUpperCase() : part.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
}
