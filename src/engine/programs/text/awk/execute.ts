import type { Expression, Statement } from './ast.ts';
import { printed } from './builtins.ts';
import { evaluate, key, numberOf, textOf } from './evaluate.ts';
import { sprintf } from './format.ts';
import { dropElements, fail, holds, setting, sizeOf, table, work, type Frame, type Machine } from './machine.ts';
import { recordText } from './record.ts';
import { truth, type Value } from './value.ts';

/** Runs a statement; `machine.jump` says why it stopped early. */
export function execute(machine: Machine, node: Statement): void {
  work(machine);
  if (machine.jump) return;
  switch (node.kind) {
    case 'block':
      for (const each of node.body) {
        execute(machine, each);
        if (machine.jump) return;
      }
      return;
    case 'expression':
      evaluate(machine, node.value);
      return;
    case 'print':
      print(machine, node);
      return;
    case 'if':
      if (truth(evaluate(machine, node.test))) execute(machine, node.yes);
      else if (node.no) execute(machine, node.no);
      return;
    case 'jump':
      machine.jump = node.to;
      return;
    case 'exit':
      if (node.value) machine.exit = numberOf(machine, node.value) & 255;
      machine.jump = 'exit';
      return;
    case 'return':
      machine.result = node.value ? evaluate(machine, node.value) : undefined;
      machine.jump ??= 'return';
      return;
    case 'delete':
      dropElements(machine, table(machine, node.name), node.index && key(machine, node.index));
      return;
    default:
      loop(machine, node);
  }
}

function loop(machine: Machine, node: Extract<Statement, { kind: 'while' | 'for' | 'each' }>): void {
  if (node.kind === 'each') {
    for (const name of inOrder(machine, table(machine, node.of).keys())) {
      const elements = table(machine, node.of);
      if (!elements.has(name)) continue;
      const frame = machine.frames.at(-1);
      (frame?.names.has(node.name) ? frame.values : machine.globals).set(node.name, name);
      if (turn(machine, node.body)) return;
    }
    return;
  }
  if (node.kind === 'for') {
    if (node.start) execute(machine, node.start);
    while (!machine.jump && (!node.test || truth(evaluate(machine, node.test)))) {
      if (turn(machine, node.body)) return;
      if (node.step) execute(machine, node.step);
    }
    return;
  }
  if (node.first && turn(machine, node.body)) return;
  while (!machine.jump && truth(evaluate(machine, node.test))) if (turn(machine, node.body)) return;
}

/** One turn of a loop; true when the loop ends. */
function turn(machine: Machine, body: Statement): boolean {
  execute(machine, body);
  if (machine.jump === 'continue') machine.jump = undefined;
  if (machine.jump !== 'break') return machine.jump !== undefined;
  machine.jump = undefined;
  return true;
}

/**
 * The order of `for (k in a)` is not defined. BusyBox walks its hash table of 61 lists (editors/awk.c, hashidx); mawk's order
 * changes with its version, so whole numbers come first and in order here, then texts in the order they were made.
 */
function inOrder(machine: Machine, keys: Iterable<string>): string[] {
  const all = [...keys];
  if (machine.host.busybox) {
    const lists = new Map(all.toReversed().map((name) => [name, hash(name)] as const));
    return [...lists.keys()].toSorted((a, b) => (lists.get(a) ?? 0) - (lists.get(b) ?? 0));
  }
  const numbers = all.filter((name) => /^\d+$/.test(name)).toSorted((a, b) => Number(a) - Number(b));
  return [...numbers, ...all.filter((name) => !/^\d+$/.test(name))];
}

function hash(name: string): number {
  let made = 0;
  for (const char of name) made = (char.charCodeAt(0) + (made << 6) + (made >>> 26)) >>> 0;
  return made % 61;
}

function print(machine: Machine, node: Extract<Statement, { kind: 'print' }>): void {
  const text = node.formatted ? formatted(machine, node.args) : line(machine, node.args);
  work(machine, text.length / 50);
  if (machine.failure !== undefined) return;
  if (!node.redirect) {
    machine.host.out(text);
    return;
  }
  const target = textOf(machine, node.redirect.to);
  if (node.redirect.how === '|') {
    machine.commands.set(target, (machine.commands.get(target) ?? '') + text);
    return;
  }
  if (target === '/dev/stdout' || target === '-') machine.host.out(text);
  else if (target === '/dev/stderr') machine.host.err(text);
  else {
    const known = machine.files.get(target);
    if (known) known.text += text;
    else machine.files.set(target, { text, append: node.redirect.how === '>>' });
  }
}

function formatted(machine: Machine, [format, ...args]: readonly Expression[]): string {
  if (!format) return '';
  return sprintf(
    textOf(machine, format),
    args.map((arg) => evaluate(machine, arg)),
  );
}

function line(machine: Machine, args: readonly Expression[]): string {
  const text =
    args.length === 0 ? recordText(machine) : args.map((arg) => printed(machine, arg)).join(setting(machine, 'OFS'));
  return text + setting(machine, 'ORS');
}

/** Calls a function of the program: arrays go by reference, everything else by value. */
export function callOwn(machine: Machine, name: string, args: readonly Expression[]): Value {
  const definition = machine.program.functions.get(name);
  if (!definition) {
    fail(machine, machine.host.busybox ? 'cmd. line:1: Call to undefined function' : `function ${name} never defined`);
    return undefined;
  }
  if (machine.frames.length >= 200) {
    machine.host.notSimulated('awk functions nested more than 200 deep');
    fail(machine, 'function calls nested too deep');
    return undefined;
  }
  const frame: Frame = { values: new Map(), tables: new Map(), names: new Set(definition.params) };
  const given = new Set<string>();
  for (const [at, param] of definition.params.entries()) {
    const arg = args[at];
    if (!arg) continue;
    if (arg.kind === 'variable' && (definition.arrays.has(param) || isTable(machine, arg.name))) {
      frame.tables.set(param, table(machine, arg.name));
      given.add(param);
    } else frame.values.set(param, evaluate(machine, arg));
  }
  machine.frames.push(frame);
  execute(machine, definition.body);
  machine.frames.pop();
  if (machine.held > 0) leaveFrame(machine, frame, given);
  const { result } = machine;
  machine.result = undefined;
  if (machine.jump !== 'return') return undefined;
  machine.jump = undefined;
  return result;
}

/** Gives back what the function held: its arrays, but for those that it was given, and its texts. */
function leaveFrame(machine: Machine, { tables, values }: Frame, given: ReadonlySet<string>): void {
  for (const [param, own] of tables) if (!given.has(param)) dropElements(machine, own);
  for (const value of values.values()) holds(machine, -sizeOf(value));
}

function isTable(machine: Machine, name: string): boolean {
  const frame = machine.frames.at(-1);
  return (frame?.names.has(name) ? frame.tables : machine.tables).has(name);
}
