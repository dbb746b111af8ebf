import { compileRegex } from '../../lib/regex/index.ts';
import type { Expression, Target } from './ast.ts';
import { breaks, expect, peek, refuse, sees, skip, type Reader } from './reader.ts';

const NOTHING: Expression = { kind: 'string', value: '' };

/** Deepest nesting of parentheses and operators. */
const MAX_DEPTH = 200;

/** An expression with everything: assignment and `? :` bind weakest. */
export function expression(reader: Reader): Expression {
  if (++reader.depth > MAX_DEPTH) refuse(reader);
  const made = choice(reader);
  reader.depth--;
  return made;
}

/** An expression inside brackets or parentheses, where `>` compares and `in` looks up. */
export function inner<T>(reader: Reader, read: () => T): T {
  const { redirects, stopsAtIn } = reader;
  reader.redirects = false;
  reader.stopsAtIn = false;
  const made = read();
  reader.redirects = redirects;
  reader.stopsAtIn = stopsAtIn;
  return made;
}

function choice(reader: Reader): Expression {
  const test = either(reader);
  if (isTarget(test) && peek(reader).kind === 'sign') {
    const operator = /^([-+*/%^]?)=$/.exec(peek(reader).text);
    if (operator) {
      reader.at++;
      breaks(reader);
      return { kind: 'assign', to: test, operator: operator[1] ?? '', value: expression(reader) };
    }
  }
  if (!skip(reader, '?')) return test;
  breaks(reader);
  const yes = expression(reader);
  breaks(reader);
  expect(reader, ':');
  breaks(reader);
  return { kind: 'choice', test, yes, no: expression(reader) };
}

function isTarget(value: Expression): value is Target {
  return value.kind === 'variable' || value.kind === 'field' || value.kind === 'element';
}

function either(reader: Reader): Expression {
  let left = both(reader);
  while (skip(reader, '||')) {
    breaks(reader);
    left = { kind: 'logical', operator: '||', left, right: both(reader) };
  }
  return left;
}

function both(reader: Reader): Expression {
  let left = membership(reader);
  while (skip(reader, '&&')) {
    breaks(reader);
    left = { kind: 'logical', operator: '&&', left, right: membership(reader) };
  }
  return left;
}

function membership(reader: Reader): Expression {
  let left = matching(reader);
  while (!reader.stopsAtIn && skip(reader, 'in')) {
    const name = peek(reader);
    if (name.kind !== 'name') refuse(reader);
    reader.at++;
    reader.arrays.add(name.text);
    left = { kind: 'in', index: left.kind === 'list' ? left.items : [left], name: name.text };
  }
  return left;
}

function matching(reader: Reader): Expression {
  let left = comparison(reader);
  for (;;) {
    const negated = sees(reader, '!~');
    if (!negated && !sees(reader, '~')) return left;
    reader.at++;
    left = { kind: 'match', negated, left, right: comparison(reader) };
  }
}

function comparison(reader: Reader): Expression {
  const left = concatenation(reader);
  const { kind, text } = peek(reader);
  if (kind === 'sign' && text === '|' && peek(reader, 1).text === 'getline') {
    refuse(reader, 'a command read by getline in awk');
    return left;
  }
  const compares = kind === 'sign' && (/^(?:<|<=|==|!=|>=)$/.test(text) || (text === '>' && !reader.redirects));
  if (!compares) return left;
  reader.at++;
  return { kind: 'binary', operator: text, left, right: concatenation(reader) };
}

/** Does a value begin at the place, so that it is joined to the one before? Signs of arithmetic were taken before. */
function valueFollows(reader: Reader): boolean {
  const { kind, text } = peek(reader);
  if (kind === 'sign') return text === '$' || text === '(' || text === '++' || text === '--';
  return kind !== 'word' && kind !== 'newline' && kind !== 'end';
}

function concatenation(reader: Reader): Expression {
  let left = sum(reader);
  while (valueFollows(reader)) left = { kind: 'binary', operator: ' ', left, right: sum(reader) };
  return left;
}

function sum(reader: Reader): Expression {
  let left = product(reader);
  while (sees(reader, '+') || sees(reader, '-')) {
    const operator = peek(reader).text;
    reader.at++;
    left = { kind: 'binary', operator, left, right: product(reader) };
  }
  return left;
}

function product(reader: Reader): Expression {
  let left = unary(reader);
  while (sees(reader, '*') || sees(reader, '/') || sees(reader, '%')) {
    const operator = peek(reader).text;
    reader.at++;
    left = { kind: 'binary', operator, left, right: unary(reader) };
  }
  return left;
}

function unary(reader: Reader): Expression {
  const { text } = peek(reader);
  if (sees(reader, '!') || sees(reader, '-') || sees(reader, '+')) {
    if (++reader.depth > MAX_DEPTH) refuse(reader);
    reader.at++;
    const made: Expression = { kind: 'unary', operator: text, of: unary(reader) };
    reader.depth--;
    return made;
  }
  return power(reader);
}

function power(reader: Reader): Expression {
  const left = postfix(reader);
  if (!skip(reader, '^')) return left;
  return { kind: 'binary', operator: '^', left, right: unary(reader) };
}

function postfix(reader: Reader): Expression {
  const value = primary(reader);
  if (!isTarget(value)) return value;
  if (skip(reader, '++')) return { kind: 'step', to: value, by: 1, before: false };
  if (skip(reader, '--')) return { kind: 'step', to: value, by: -1, before: false };
  return value;
}

function primary(reader: Reader): Expression {
  const token = peek(reader);
  switch (token.kind) {
    case 'number':
      reader.at++;
      return { kind: 'number', value: Number(token.text) };
    case 'string':
      reader.at++;
      return { kind: 'string', value: token.text };
    case 'regex':
      reader.at++;
      return regex(reader, token.text);
    case 'name':
    case 'call':
    case 'builtin':
      return named(reader);
    case 'sign':
      return signed(reader);
    default:
      if (skip(reader, 'getline')) return getline(reader);
      refuse(reader);
      return NOTHING;
  }
}

/** A regular expression literal; awk's are extended ones, and `\/` is a slash. */
function regex(reader: Reader, text: string): Expression {
  const made = compileRegex(text, { extended: true });
  if (made.ok) return { kind: 'regex', regex: made.regex };
  reader.at--;
  refuse(reader, made.error === 'back-reference' ? 'back-reference in awk' : undefined);
  return NOTHING;
}

function signed(reader: Reader): Expression {
  if (skip(reader, '(')) {
    const items = inner(reader, () => list(reader, ')'));
    expect(reader, ')');
    const [only] = items;
    return items.length === 1 && only ? group(only) : { kind: 'list', items };
  }
  if (skip(reader, '$')) {
    if (++reader.depth > MAX_DEPTH) refuse(reader);
    const of = sees(reader, '++') || sees(reader, '--') || sees(reader, '-') ? unaryStep(reader) : primary(reader);
    reader.depth--;
    return { kind: 'field', of };
  }
  if (sees(reader, '++') || sees(reader, '--')) return unaryStep(reader);
  refuse(reader);
  return NOTHING;
}

/** In parentheses a variable is a value: `(a) = 1` and `(a)++` are none. */
function group(value: Expression): Expression {
  return value.kind === 'variable' || value.kind === 'element' ? { kind: 'unary', operator: '(', of: value } : value;
}

function unaryStep(reader: Reader): Expression {
  const { text } = peek(reader);
  reader.at++;
  if (text === '-') return { kind: 'unary', operator: '-', of: primary(reader) };
  const value = primary(reader);
  if (isTarget(value)) return { kind: 'step', to: value, by: text === '++' ? 1 : -1, before: true };
  refuse(reader);
  return NOTHING;
}

/** Expressions separated by commas, up to `close`, which stays. */
export function list(reader: Reader, close: string): Expression[] {
  const items: Expression[] = [];
  breaks(reader);
  while (!sees(reader, close) && reader.problem === undefined) {
    items.push(expression(reader));
    breaks(reader);
    if (!skip(reader, ',')) break;
    breaks(reader);
  }
  return items;
}

function named(reader: Reader): Expression {
  const { kind, text, line } = peek(reader);
  reader.at++;
  if (kind === 'builtin') {
    if (!sees(reader, '(')) {
      if (text !== 'length') refuse(reader);
      return { kind: 'call', name: text, args: [] };
    }
    const args = bracketed(reader, '(', ')');
    const array = args[1];
    if (text === 'split' && array?.kind === 'variable') reader.arrays.add(array.name);
    return { kind: 'call', name: text, args };
  }
  if (kind === 'call' && !reader.calls.has(text)) reader.calls.set(text, line);
  if (kind === 'call') return { kind: 'own', name: text, args: bracketed(reader, '(', ')') };
  if (!sees(reader, '[')) return { kind: 'variable', name: text };
  reader.arrays.add(text);
  return { kind: 'element', name: text, index: bracketed(reader, '[', ']') };
}

function bracketed(reader: Reader, open: string, close: string): Expression[] {
  expect(reader, open);
  const items = inner(reader, () => list(reader, close));
  expect(reader, close);
  return items;
}

function getline(reader: Reader): Expression {
  const { kind } = peek(reader);
  const to = kind === 'name' || sees(reader, '$') ? primary(reader) : undefined;
  const from = skip(reader, '<') ? primary(reader) : undefined;
  if (!from) reader.pulls = true;
  return { kind: 'getline', ...(to && isTarget(to) ? { to } : {}), ...(from ? { from } : {}) };
}
