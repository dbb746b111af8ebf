import type { Definition, Expression, Problem, Program, Rule, Statement } from './ast.ts';
import { tokens } from './lex.ts';
import { expression, inner, list } from './parse-expression.ts';
import { breaks, expect, peek, refuse, sees, skip, type Reader } from './reader.ts';

/** Reads an awk program; what cannot be read is told with its line and token. */
export function parseAwk(
  text: string,
): { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly problem: Problem } {
  const reader: Reader = {
    tokens: tokens(text),
    at: 0,
    depth: 0,
    problem: undefined,
    arrays: new Set(),
    pulls: false,
    calls: new Map(),
    redirects: false,
    stopsAtIn: false,
  };
  const rules: Rule[] = [];
  const functions = new Map<string, Definition>();
  for (;;) {
    ends(reader);
    if (peek(reader).kind === 'end' || reader.problem) break;
    if (skip(reader, 'function') || skip(reader, 'func')) define(reader, functions);
    else rules.push(rule(reader));
  }
  for (const [name, line] of reader.calls)
    if (!functions.has(name)) reader.problem ??= { line, near: name, missing: true };
  if (reader.problem) return { ok: false, problem: reader.problem };
  return { ok: true, program: { rules, functions, pulls: reader.pulls } };
}

/** Steps over line breaks and semicolons. */
function ends(reader: Reader): void {
  while (peek(reader).kind === 'newline' || sees(reader, ';')) reader.at++;
}

function define(reader: Reader, functions: Map<string, Definition>): void {
  const { kind, text } = peek(reader);
  if (kind !== 'name' && kind !== 'call') refuse(reader);
  reader.at++;
  expect(reader, '(');
  const params: string[] = [];
  while (peek(reader).kind === 'name') {
    params.push(peek(reader).text);
    reader.at++;
    if (!skip(reader, ',')) break;
    breaks(reader);
  }
  expect(reader, ')');
  breaks(reader);
  const outer = reader.arrays;
  reader.arrays = new Set();
  const body = block(reader);
  functions.set(text, { params, body, arrays: reader.arrays });
  reader.arrays = outer;
}

function rule(reader: Reader): Rule {
  if (skip(reader, 'BEGIN')) return { when: 'begin', pattern: [], body: block(reader) };
  if (skip(reader, 'END')) return { when: 'end', pattern: [], body: block(reader) };
  if (sees(reader, '{')) return { when: 'record', pattern: [], body: block(reader) };
  const pattern = [expression(reader)];
  if (skip(reader, ',')) {
    breaks(reader);
    pattern.push(expression(reader));
  }
  if (sees(reader, '{')) return { when: 'record', pattern, body: block(reader) };
  if (peek(reader).kind !== 'newline' && peek(reader).kind !== 'end' && !sees(reader, ';')) refuse(reader);
  return { when: 'record', pattern };
}

function block(reader: Reader): Statement {
  expect(reader, '{');
  const body: Statement[] = [];
  ends(reader);
  while (!sees(reader, '}') && !reader.problem) {
    if (peek(reader).kind === 'end') refuse(reader);
    else body.push(statement(reader));
    ends(reader);
  }
  expect(reader, '}');
  return { kind: 'block', body };
}

/** The statement that another one holds; it may stand on the next line. */
function nested(reader: Reader): Statement {
  breaks(reader);
  if (skip(reader, ';')) return { kind: 'block', body: [] };
  if (++reader.depth > 100) refuse(reader);
  const made = statement(reader);
  reader.depth--;
  return made;
}

function statement(reader: Reader): Statement {
  if (sees(reader, '{')) return block(reader);
  if (skip(reader, 'if')) return branch(reader);
  if (skip(reader, 'while')) {
    const test = condition(reader);
    return { kind: 'while', test, body: nested(reader), first: false };
  }
  if (skip(reader, 'do')) return doLoop(reader);
  if (skip(reader, 'for')) return forLoop(reader);
  const made = simple(reader);
  finish(reader);
  return made;
}

/** A simple statement ends with a line break, `;`, or before `}`. */
function finish(reader: Reader): void {
  const { kind } = peek(reader);
  if (skip(reader, ';') || sees(reader, '}') || kind === 'end') return;
  if (kind === 'newline') reader.at++;
  else refuse(reader);
}

function condition(reader: Reader): Expression {
  expect(reader, '(');
  const test = inner(reader, () => expression(reader));
  expect(reader, ')');
  return test;
}

function branch(reader: Reader): Statement {
  const test = condition(reader);
  const yes = nested(reader);
  const before = reader.at;
  ends(reader);
  if (skip(reader, 'else')) return { kind: 'if', test, yes, no: nested(reader) };
  reader.at = before;
  return { kind: 'if', test, yes };
}

function doLoop(reader: Reader): Statement {
  const body = nested(reader);
  ends(reader);
  expect(reader, 'while');
  const test = condition(reader);
  finish(reader);
  return { kind: 'while', test, body, first: true };
}

function forLoop(reader: Reader): Statement {
  expect(reader, '(');
  const [name, word, array, close] = [peek(reader), peek(reader, 1), peek(reader, 2), peek(reader, 3)];
  if (name.kind === 'name' && word.text === 'in' && array.kind === 'name' && close.text === ')') {
    reader.at += 4;
    reader.arrays.add(array.text);
    return { kind: 'each', name: name.text, of: array.text, body: nested(reader) };
  }
  const start = sees(reader, ';') ? undefined : simple(reader);
  expect(reader, ';');
  breaks(reader);
  const test = sees(reader, ';') ? undefined : expression(reader);
  expect(reader, ';');
  breaks(reader);
  const step = sees(reader, ')') ? undefined : simple(reader);
  expect(reader, ')');
  return {
    kind: 'for',
    ...(start ? { start } : {}),
    ...(test ? { test } : {}),
    ...(step ? { step } : {}),
    body: nested(reader),
  };
}

function simple(reader: Reader): Statement {
  const { kind, text } = peek(reader);
  if (kind !== 'word') return { kind: 'expression', value: expression(reader) };
  switch (text) {
    case 'print':
    case 'printf':
      reader.at++;
      return print(reader, text === 'printf');
    case 'break':
    case 'continue':
    case 'next':
    case 'nextfile':
      reader.at++;
      return { kind: 'jump', to: text };
    case 'exit':
    case 'return': {
      reader.at++;
      const none = sees(reader, ';') || sees(reader, '}') || /^(?:newline|end)$/.test(peek(reader).kind);
      return none ? { kind: text } : { kind: text, value: expression(reader) };
    }
    case 'delete':
      reader.at++;
      return remove(reader);
    default:
      return { kind: 'expression', value: expression(reader) };
  }
}

function remove(reader: Reader): Statement {
  const { kind, text } = peek(reader);
  if (kind !== 'name') refuse(reader);
  reader.at++;
  reader.arrays.add(text);
  if (!skip(reader, '[')) return { kind: 'delete', name: text };
  const index = inner(reader, () => list(reader, ']'));
  expect(reader, ']');
  return { kind: 'delete', name: text, index };
}

function print(reader: Reader, formatted: boolean): Statement {
  const outer = reader.redirects;
  reader.redirects = true;
  const args: Expression[] = [];
  while (!stops(reader)) {
    args.push(expression(reader));
    if (!skip(reader, ',')) break;
    breaks(reader);
  }
  reader.redirects = outer;
  const [only] = args;
  const made = args.length === 1 && only?.kind === 'list' ? only.items : args;
  for (const how of ['>', '>>', '|'] as const)
    if (skip(reader, how)) {
      reader.redirects = true;
      const to = expression(reader);
      reader.redirects = outer;
      return { kind: 'print', formatted, args: made, redirect: { how, to } };
    }
  return { kind: 'print', formatted, args: made };
}

function stops(reader: Reader): boolean {
  const { kind, text } = peek(reader);
  return kind === 'newline' || kind === 'end' || (kind === 'sign' && /^(?:;|\}|>|>>|\|)$/.test(text));
}
