import type { Expression, Target } from './ast.ts';
import { fail, holds, regexOf, setElement, setting, sizeOf, table, work, type Machine } from './machine.ts';
import { fieldCount, getField, nextRecord, recordText, setField, setFieldCount, setRecord } from './record.ts';
import { compare, outside, toNumber, toText, truth, type Value } from './value.ts';

/** The value of an expression. */
export function evaluate(machine: Machine, node: Expression): Value {
  work(machine);
  switch (node.kind) {
    case 'number':
    case 'string':
      return node.value;
    case 'regex':
      return node.regex.test(recordText(machine)) ? 1 : 0;
    case 'variable':
    case 'field':
    case 'element':
      return get(machine, node);
    case 'assign':
      return assign(machine, node);
    case 'step':
      return step(machine, node);
    case 'unary':
      return unary(machine, node.operator, evaluate(machine, node.of));
    case 'binary':
      return binary(machine, node);
    case 'match':
      return matches(machine, node.left, node.right) !== node.negated ? 1 : 0;
    case 'in':
      return table(machine, node.name).has(key(machine, node.index)) ? 1 : 0;
    case 'logical': {
      const left = truth(evaluate(machine, node.left));
      if (left === (node.operator === '||')) return left ? 1 : 0;
      return truth(evaluate(machine, node.right)) ? 1 : 0;
    }
    case 'choice':
      return evaluate(machine, truth(evaluate(machine, node.test)) ? node.yes : node.no);
    case 'call':
      return machine.parts.builtin(machine, node.name, node.args);
    case 'own':
      return machine.parts.own(machine, node.name, node.args);
    case 'getline':
      return getline(machine, node);
    case 'list':
      return node.items.map((item) => textOf(machine, item)).join(setting(machine, 'SUBSEP'));
  }
}

/** The value as text, numbers by CONVFMT. */
export function textOf(machine: Machine, node: Expression): string {
  const value = evaluate(machine, node);
  return typeof value === 'number' ? toText(value, setting(machine, 'CONVFMT')) : toText(value);
}

export function numberOf(machine: Machine, node: Expression): number {
  return toNumber(evaluate(machine, node));
}

/** The key of an array element: several expressions are joined by SUBSEP. */
export function key(machine: Machine, index: readonly Expression[]): string {
  return index.map((each) => textOf(machine, each)).join(setting(machine, 'SUBSEP'));
}

/** Does the text match? A literal is an expression, anything else is text that stands for one. */
export function matches(machine: Machine, left: Expression, right: Expression): boolean {
  const text = textOf(machine, left);
  if (right.kind === 'regex') return right.regex.test(text);
  return regexOf(machine, textOf(machine, right))?.test(text) === true;
}

function get(machine: Machine, node: Target): Value {
  if (node.kind === 'field') {
    const index = numberOf(machine, node.of);
    if (index < 0) fail(machine, `negative field index $${index}`);
    return getField(machine, index);
  }
  if (node.kind === 'element') {
    const elements = table(machine, node.name);
    const name = key(machine, node.index);
    if (!elements.has(name)) setElement(machine, elements, { name, value: undefined });
    return elements.get(name);
  }
  const frame = machine.frames.at(-1);
  if (frame?.names.has(node.name)) return frame.values.get(node.name);
  if (node.name === 'NF') return fieldCount(machine);
  return machine.globals.get(node.name);
}

/** Assigns a value; fields, NF and `$0` change the record. */
export function set(machine: Machine, node: Target, value: Value): void {
  if (node.kind === 'field') {
    const index = numberOf(machine, node.of);
    if (index < 0) fail(machine, `negative field index $${index}`);
    else setField(machine, index, value);
  } else if (node.kind === 'element')
    setElement(machine, table(machine, node.name), { name: key(machine, node.index), value });
  else {
    const frame = machine.frames.at(-1);
    const size = sizeOf(value);
    if (size > 0 || machine.held > 0) {
      const old = frame?.names.has(node.name) ? frame.values.get(node.name) : machine.globals.get(node.name);
      holds(machine, size - sizeOf(old));
    }
    if (frame?.names.has(node.name)) frame.values.set(node.name, value);
    else if (node.name === 'NF') setFieldCount(machine, value);
    else machine.globals.set(node.name, value);
  }
}

function assign(machine: Machine, node: Extract<Expression, { kind: 'assign' }>): Value {
  const given = evaluate(machine, node.value);
  const value =
    node.operator === ''
      ? given
      : calculate(machine, node.operator, [toNumber(get(machine, node.to)), toNumber(given)]);
  if (typeof value === 'string') work(machine, value.length / 100);
  set(machine, node.to, value);
  return value;
}

function step(machine: Machine, node: Extract<Expression, { kind: 'step' }>): number {
  const before = toNumber(get(machine, node.to));
  set(machine, node.to, before + node.by);
  return node.before ? before + node.by : before;
}

function unary(machine: Machine, operator: string, value: Value): Value {
  if (operator === '!') return truth(value) ? 0 : 1;
  if (operator === '(') return value;
  return operator === '-' ? -toNumber(value) : toNumber(value);
}

/** Characters of a text that counts as memory while it is put together. */
const LONG = 65_536;

function binary(machine: Machine, node: Extract<Expression, { kind: 'binary' }>): Value {
  const { operator } = node;
  if (operator === ' ') {
    const left = textOf(machine, node.left);
    const right = textOf(machine, node.right);
    const length = left.length + right.length;
    work(machine, length / 100);
    if (length > LONG) holds(machine, 0, length);
    return machine.jump === 'exit' ? '' : left + right;
  }
  const [left, right] = [evaluate(machine, node.left), evaluate(machine, node.right)];
  if (/^[-+*/%^]$/.test(operator)) return calculate(machine, operator, [toNumber(left), toNumber(right)]);
  const order = compare(left, right);
  const held =
    operator === '<'
      ? order < 0
      : operator === '<='
        ? order <= 0
        : operator === '=='
          ? order === 0
          : operator === '!='
            ? order !== 0
            : operator === '>'
              ? order > 0
              : order >= 0;
  return held ? 1 : 0;
}

function calculate(machine: Machine, operator: string, [left, right]: readonly [number, number]): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '^':
      return left ** right;
    default:
      // mawk computes as C does: infinity and not-a-number.
      if (right === 0 && machine.host.busybox) {
        fail(machine, 'cmd. line:1: Division by zero');
        return 0;
      }
      return operator === '/' ? left / right : left % right;
  }
}

/** `getline` answers 1 for a record, 0 at the end and -1 when the file cannot be read. */
function getline(machine: Machine, node: Extract<Expression, { kind: 'getline' }>): number {
  let record: string | undefined;
  if (node.from) {
    const path = textOf(machine, node.from);
    const rest = machine.open.get(path) ?? machine.host.read(path);
    if (rest === undefined) return -1;
    const next = nextRecord(machine, rest, true);
    machine.open.set(path, next?.rest ?? '');
    record = next?.record;
  } else record = machine.host.pull();
  if (record === undefined) return 0;
  if (node.to) set(machine, node.to, outside(record));
  else setRecord(machine, record);
  if (!node.from) {
    machine.globals.set('NR', toNumber(machine.globals.get('NR')) + 1);
    machine.globals.set('FNR', toNumber(machine.globals.get('FNR')) + 1);
  } else if (!node.to) machine.globals.set('NR', toNumber(machine.globals.get('NR')) + 1);
  return 1;
}
