import type { Dialect } from '../syntax/ast.ts';
import { literalValue, TOKENS } from './number-literal.ts';

/** What `$(( … ))` needs of the shell: variables by name. */
export interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  readonly dialect: Dialect;
  /** Reading or setting a variable has ended the shell, which has said why. */
  stopped(): boolean;
}

/** Why a text is no expression; each shell has words of its own for it. */
export interface Fault {
  readonly kind:
    | 'assignment'
    | 'base'
    | 'character'
    | 'colon'
    | 'expression'
    | 'leftover'
    | 'limit'
    | 'number'
    | 'operand'
    | 'parenthesis'
    | 'recursion'
    | 'stopped'
    | 'zero';
  /** The expression, which may be the text of a variable, and what of it was not read: bash shows both. */
  readonly text: string;
  readonly rest: string;
}

export type Calculated = { readonly ok: true; readonly value: bigint } | { readonly ok: false; readonly fault: Fault };

interface Reader {
  readonly text: string;
  readonly tokens: readonly string[];
  /** Where each token begins. */
  readonly starts: readonly number[];
  at: number;
  depth: number;
  fault: Fault | undefined;
  /** Above 0 in the part of `? :`, `&&`, `||` that does not count: nothing is assigned there. */
  skipping: number;
  readonly variables: Variables;
}

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Evaluates an arithmetic expression in 64-bit integers; an empty one is 0. */
export function calculate(text: string, variables: Variables, depth = 0): Calculated {
  const pattern = TOKENS[variables.dialect];
  const tokens: string[] = [];
  const starts: number[] = [];
  pattern.lastIndex = 0;
  let unread: number | undefined;
  for (let end = 0; end < text.length; end = pattern.lastIndex) {
    const match = pattern.exec(text);
    if (!match) {
      if (text.slice(end).trim() !== '') unread = end + (/\S/.exec(text.slice(end))?.index ?? 0);
      break;
    }
    tokens.push(match[1] ?? '');
    starts.push(match.index + match[0].length - (match[1] ?? '').length);
  }
  if (unread !== undefined) {
    const kind = tokens.length > 0 ? 'character' : 'operand';
    return { ok: false, fault: { kind, text, rest: text.slice(unread) } };
  }
  if (tokens.length === 0) return { ok: true, value: 0n };
  const reader: Reader = { text, tokens, starts, at: 0, depth, fault: undefined, skipping: 0, variables };
  const value = comma(reader);
  if (!reader.fault && reader.at < tokens.length) {
    const assigns = ASSIGNS.test(tokens[reader.at] ?? '');
    fail(reader, assigns ? 'assignment' : 'leftover');
  }
  return reader.fault ? { ok: false, fault: reader.fault } : { ok: true, value };
}

const ASSIGNS = /^(?:[-+*/%&|^]|<<|>>)?=$/;

function comma(reader: Reader): bigint {
  let value = assign(reader);
  while (reader.variables.dialect !== 'dash' && take(reader, ',')) value = assign(reader);
  return value;
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at++;
  return true;
}

/** bash shows the token at which it stopped, at the end of the text the last one. */
function fail(reader: Reader, kind: Fault['kind'], rest?: string): bigint {
  const { text, starts, at } = reader;
  reader.fault ??= { kind, text, rest: rest ?? text.slice(starts[Math.min(at, starts.length - 1)]) };
  reader.at = reader.tokens.length;
  return 0n;
}

function assign(reader: Reader): bigint {
  if (++reader.depth > 200) return fail(reader, 'limit');
  const name = reader.tokens[reader.at] ?? '';
  const operator = ASSIGNS.exec(reader.tokens[reader.at + 1] ?? '')?.[0];
  let value: bigint;
  if (operator !== undefined && /^[A-Za-z_]/.test(name)) {
    reader.at += 2;
    const right = assign(reader);
    value = operator === '=' ? right : binary(reader, operator.slice(0, -1), [variable(reader, name), right]);
    store(reader, name, value);
  } else value = ternary(reader);
  reader.depth--;
  return value;
}

function store(reader: Reader, name: string, value: bigint): void {
  if (reader.skipping || reader.fault) return;
  reader.variables.set(name, String(value));
  if (reader.variables.stopped()) fail(reader, 'stopped');
}

function ternary(reader: Reader): bigint {
  const test = level(reader, 0);
  if (!take(reader, '?')) return test;
  const bash = reader.variables.dialect === 'bash';
  if (bash && [undefined, ':'].includes(reader.tokens[reader.at])) return fail(reader, 'expression');
  const yes = skippable(reader, test === 0n, comma);
  if (!take(reader, ':')) return fail(reader, 'colon');
  if (bash && reader.tokens[reader.at] === undefined) return fail(reader, 'expression');
  const no = skippable(reader, test !== 0n, assign);
  return test === 0n ? no : yes;
}

function skippable(reader: Reader, skip: boolean, read: (reader: Reader) => bigint): bigint {
  if (skip) reader.skipping++;
  const value = read(reader);
  if (skip) reader.skipping--;
  return value;
}

function level(reader: Reader, depth: number): bigint {
  const operators = LEVELS[depth];
  if (!operators) return power(reader);
  let value = level(reader, depth + 1);
  for (;;) {
    const operator = reader.tokens[reader.at];
    if (operator === undefined || !operators.includes(operator)) return value;
    reader.at++;
    const decided = (operator === '||' && value !== 0n) || (operator === '&&' && value === 0n);
    const right = skippable(reader, decided, (inner) => level(inner, depth + 1));
    value = decided ? (operator === '||' ? 1n : 0n) : binary(reader, operator, [value, right]);
  }
}

function binary(reader: Reader, operator: string, [left, right]: readonly [bigint, bigint]): bigint {
  if ((operator === '/' || operator === '%') && right === 0n) return reader.skipping ? 0n : fail(reader, 'zero');
  return BigInt.asIntN(64, compute(operator, left, right));
}

function truth(value: boolean): bigint {
  return value ? 1n : 0n;
}

function compute(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '||':
      return truth(left !== 0n || right !== 0n);
    case '&&':
      return truth(left !== 0n && right !== 0n);
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    case '<':
      return truth(left < right);
    case '<=':
      return truth(left <= right);
    case '>':
      return truth(left > right);
    case '>=':
      return truth(left >= right);
    default:
      return number(operator, left, right);
  }
}

function number(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '<<':
      return left << (right & 63n);
    case '>>':
      return left >> (right & 63n);
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return right < 0n ? 0n : BigInt.asIntN(64, left ** (right > 63n ? 63n : right));
  }
}

function power(reader: Reader): bigint {
  const base = unary(reader);
  return take(reader, '**') ? binary(reader, '**', [base, power(reader)]) : base;
}

function unary(reader: Reader): bigint {
  if (++reader.depth > 200) return fail(reader, 'limit');
  const token = reader.tokens[reader.at++];
  let value: bigint;
  if (token === '+') value = unary(reader);
  else if (token === '-') value = BigInt.asIntN(64, -unary(reader));
  else if (token === '!') value = unary(reader) === 0n ? 1n : 0n;
  else if (token === '~') value = ~unary(reader);
  else if (token === '++' || token === '--') value = step(reader, token);
  else if (token === '(') {
    value = comma(reader);
    if (!take(reader, ')')) value = fail(reader, 'parenthesis');
  } else value = operand(reader, token);
  reader.depth--;
  return value;
}

/** `++x` and `--x`; before anything else bash sees two signs. */
function step(reader: Reader, token: string): bigint {
  const name = reader.tokens[reader.at] ?? '';
  if (!/^[A-Za-z_]/.test(name)) return reader.variables.dialect === 'bash' ? unary(reader) : fail(reader, 'operand');
  reader.at++;
  const value = variable(reader, name) + (token === '++' ? 1n : -1n);
  store(reader, name, value);
  return value;
}

function operand(reader: Reader, token: string | undefined): bigint {
  if (token !== undefined && /^\d/.test(token)) return literal(reader, token);
  if (token === undefined || !/^[A-Za-z_]/.test(token)) {
    reader.at--;
    return fail(reader, 'operand');
  }
  const value = variable(reader, token);
  const next = reader.tokens[reader.at];
  if (next === '++' || next === '--') {
    reader.at++;
    store(reader, token, value + (next === '++' ? 1n : -1n));
  }
  return value;
}

function literal(reader: Reader, token: string): bigint {
  return literalValue(token, reader.variables.dialect) ?? fail(reader, 'base', token);
}

/** A variable's text is a number; unset and empty are 0; in ash and bash it is an expression, in dash an error. */
function variable(reader: Reader, name: string): bigint {
  const { variables } = reader;
  const text = (variables.get(name) ?? '').trim();
  if (variables.stopped()) return fail(reader, 'stopped');
  if (text === '') return 0n;
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|\d+)$/.exec(text);
  if (!match && variables.dialect !== 'dash') return nestedValue(reader, text);
  if (!match) return fail(reader, 'number', text);
  const value = literal(reader, match[2] ?? '0');
  return match[1] === '-' ? -value : value;
}

/** The value of a variable whose text is an expression; a chain of names ends at the depth of expressions. */
function nestedValue(reader: Reader, text: string): bigint {
  if (reader.depth > 100) return fail(reader, 'recursion', text);
  const made = calculate(text, reader.variables, reader.depth + 5);
  if (made.ok) return made.value;
  reader.fault ??= made.fault;
  return fail(reader, made.fault.kind);
}
