import { compileRegex, type Regex } from '../../lib/regex/index.ts';
import type { Expression, Program } from './ast.ts';
import { toText, type Value } from './value.ts';

export type Table = Map<string, Value>;

/** What a program asks of the process that runs it. */
export interface Host {
  /** BusyBox's awk; else mawk, which Debian has. */
  readonly busybox: boolean;
  out(text: string): void;
  err(text: string): void;
  /** Text of a file; undefined when it cannot be read. */
  read(path: string): string | undefined;
  /** Writes a whole file; false when that fails. */
  write(path: string, text: string, append: boolean): boolean;
  notSimulated(what: string): void;
  /** The program holds so many bytes from now on. False: it is killed for that, or waits for ever. */
  hold(bytes: number): boolean;
  /** The next record of the main input, for `getline`; undefined at its end. */
  pull(): string | undefined;
}

/** Why statements stop: a jump that has not met its target. */
export type Jump = 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return';

/** The parts of the interpreter that call each other in circles; wired together in index.ts. */
export interface Parts {
  /** Calls a function of the language. */
  readonly builtin: (machine: Machine, name: string, args: readonly Expression[]) => Value;
  /** Calls a function of the program. */
  readonly own: (machine: Machine, name: string, args: readonly Expression[]) => Value;
}

/** A running program. */
export interface Machine {
  readonly parts: Parts;
  readonly program: Program;
  readonly host: Host;
  readonly globals: Map<string, Value>;
  readonly tables: Map<string, Table>;
  /** Parameters of the function that runs, innermost last. */
  readonly frames: Frame[];
  record: string;
  /** Fields from 1; undefined until somebody asks for one. */
  fields: Value[] | undefined;
  /** A field was assigned: `$0` is to be made anew. */
  stale: boolean;
  jump: Jump | undefined;
  result: Value;
  exit: number;
  steps: number;
  /** Text written to files and commands, by target. */
  readonly files: Map<string, { text: string; append: boolean }>;
  readonly commands: Map<string, string>;
  /** Files read by `getline < file`: what is left of them. */
  readonly open: Map<string, string>;
  readonly regexes: Map<string, Regex | undefined>;
  /** What ended the program early, in awk's words. */
  failure: string | undefined;
  /** Bytes of arrays and long texts, and those that the host was told. */
  held: number;
  told: number;
  /** It was killed for want of memory: nothing goes on. */
  dead: boolean;
}

export interface Frame {
  readonly values: Map<string, Value>;
  readonly tables: Map<string, Table>;
  readonly names: ReadonlySet<string>;
}

/** Most expressions and statements of one program: an endless loop ends here. */
const MAX_STEPS = 2_000_000;

/** A program that has not begun; the special variables have their first values. */
export function newMachine(program: Program, host: Host, parts: Parts): Machine {
  return {
    parts,
    program,
    host,
    globals: new Map<string, Value>([
      ['NR', 0],
      ['FNR', 0],
      ['NF', 0],
      ['FS', ' '],
      ['OFS', ' '],
      ['RS', '\n'],
      ['ORS', '\n'],
      ['SUBSEP', '\u001c'],
      ['CONVFMT', '%.6g'],
      ['OFMT', '%.6g'],
      ['RSTART', 0],
      ['RLENGTH', -1],
      ['FILENAME', ''],
    ]),
    tables: new Map(),
    frames: [],
    record: '',
    fields: undefined,
    stale: false,
    jump: undefined,
    result: undefined,
    exit: 0,
    steps: 0,
    files: new Map(),
    commands: new Map(),
    open: new Map(),
    regexes: new Map(),
    failure: undefined,
    held: 0,
    told: 0,
    dead: false,
  };
}

/** Bytes that an element takes beside its key and text; assumed from BusyBox's `hash_item` and mawk's nodes, with what malloc adds. */
const ELEMENT = 96;
/** Characters of a text up to which it is not counted, where it is no element. */
const SMALL = 4096;
/** Bytes after which the host is told. */
const PIECE = 131_072;

/** So many bytes more are held; less than nothing: they were given back. `aside` are needed for the moment only. */
export function holds(machine: Machine, bytes: number, aside = 0): void {
  machine.held = Math.max(0, machine.held + bytes);
  if (machine.held + aside < machine.told + PIECE) return;
  machine.told = machine.held;
  if (machine.host.hold(machine.held + aside)) return;
  machine.dead = true;
  machine.jump = 'exit';
}

/** Bytes of a value of a variable or field. */
export function sizeOf(value: Value): number {
  const length = typeof value === 'string' ? value.length : typeof value === 'object' ? value.text.length : 0;
  return length > SMALL ? length : 0;
}

/** Bytes of an element. */
function elementSize(name: string, value: Value): number {
  const length = typeof value === 'string' ? value.length : typeof value === 'object' ? value.text.length : 0;
  return ELEMENT + name.length + length;
}

/** Gives an element of an array a value. */
export function setElement(machine: Machine, elements: Table, { name, value }: { name: string; value: Value }): void {
  const before = elements.has(name) ? elementSize(name, elements.get(name)) : 0;
  elements.set(name, value);
  holds(machine, elementSize(name, value) - before);
}

/** Takes an element out of an array, or all of them. */
export function dropElements(machine: Machine, elements: Table, name?: string): void {
  let bytes = 0;
  for (const key of name === undefined ? elements.keys() : [name])
    if (elements.has(key)) bytes += elementSize(key, elements.get(key));
  if (name === undefined) elements.clear();
  else elements.delete(name);
  holds(machine, -bytes);
}

/** Counts work; too much ends the program with the simulator's own words. */
export function work(machine: Machine, steps = 1): void {
  machine.steps += steps;
  if (machine.steps <= MAX_STEPS || machine.jump === 'exit') return;
  machine.host.notSimulated(`awk program of more than ${MAX_STEPS} steps`);
  fail(machine, `stopped by the simulator: more than ${MAX_STEPS} steps`);
}

/** Ends the program with a message. */
export function fail(machine: Machine, message: string): void {
  machine.failure ??= message;
  machine.exit = 2;
  machine.jump = 'exit';
}

/** The text of a special variable: FS, OFS, … */
export function setting(machine: Machine, name: string): string {
  return toText(machine.globals.get(name));
}

/** The array of that name: a parameter of the function that runs, or a global one. */
export function table(machine: Machine, name: string): Table {
  const frame = machine.frames.at(-1);
  const tables = frame?.names.has(name) ? frame.tables : machine.tables;
  const known = tables.get(name);
  if (known) return known;
  const made: Table = new Map();
  tables.set(name, made);
  return made;
}

/** The expression that a text stands for; undefined (and the program ends) when it stands for none. */
export function regexOf(machine: Machine, text: string): Regex | undefined {
  if (machine.regexes.has(text)) return machine.regexes.get(text);
  const made = compileRegex(text, { extended: true });
  if (!made.ok) {
    if (made.error === 'back-reference') machine.host.notSimulated('back-reference in awk');
    fail(machine, `regular expression compile failed (${made.error})\n${text}`);
  }
  const regex = made.ok ? made.regex : undefined;
  machine.regexes.set(text, regex);
  return regex;
}
