import type { Regex } from '../../lib/regex/index.ts';
import type { Expression, Target } from './ast.ts';
import { evaluate, numberOf, set, textOf } from './evaluate.ts';
import { sprintf } from './format.ts';
import { dropElements, fail, regexOf, setElement, setting, table, work, type Machine } from './machine.ts';
import { cut, recordText } from './record.ts';
import { outside, toNumber, toText, type Value } from './value.ts';

/** Calls a function of the language. */
export function call(machine: Machine, name: string, args: readonly Expression[]): Value {
  const [first, second, third] = args;
  switch (name) {
    case 'length':
      return length(machine, first);
    case 'substr':
      return first && second
        ? substr(textOf(machine, first), numberOf(machine, second), third && numberOf(machine, third))
        : '';
    case 'index':
      return first && second ? textOf(machine, first).indexOf(textOf(machine, second)) + 1 : 0;
    case 'split':
      return first && second?.kind === 'variable'
        ? split(machine, textOf(machine, first), { to: second.name, by: third })
        : 0;
    case 'sub':
    case 'gsub':
      return first && second ? substitute(machine, { pattern: first, by: second, target: third }, name === 'gsub') : 0;
    case 'match':
      return first && second ? match(machine, textOf(machine, first), second) : 0;
    case 'sprintf':
      return first
        ? sprintf(
            textOf(machine, first),
            args.slice(1).map((arg) => evaluate(machine, arg)),
          )
        : '';
    case 'tolower':
      return first ? textOf(machine, first).toLowerCase() : '';
    case 'toupper':
      return first ? textOf(machine, first).toUpperCase() : '';
    case 'close':
      return first ? close(machine, textOf(machine, first)) : 0;
    case 'fflush':
      return 0;
    default:
      return mathematics(
        machine,
        name,
        args.map((arg) => numberOf(machine, arg)),
      );
  }
}

function length(machine: Machine, what: Expression | undefined): number {
  if (!what) return characters(recordText(machine));
  if (what.kind === 'variable') {
    const frame = machine.frames.at(-1);
    const tables = frame?.names.has(what.name) ? frame.tables : machine.tables;
    const known = tables.get(what.name);
    if (known) return known.size;
  }
  return characters(textOf(machine, what));
}

/** Characters of a text; of one that is very long its UTF-16 units, since nothing is copied for that. */
function characters(text: string): number {
  return text.length > 1_000_000 ? text.length : Array.from(text).length;
}

/** Characters `from` (counted from 1) on; a start before the text is its start, as mawk and BusyBox have it. */
function substr(text: string, from: number, count: number | undefined): string {
  const chars = Array.from(text);
  const start = Math.max(1, Math.round(from));
  const end = count === undefined ? chars.length + 1 : start + Math.round(count);
  return Number.isNaN(start) || Number.isNaN(end) ? '' : chars.slice(start - 1, Math.max(0, end - 1)).join('');
}

function split(machine: Machine, text: string, how: { to: string; by: Expression | undefined }): number {
  const by = how.by;
  const parts =
    by?.kind === 'regex'
      ? cutBy(text, by.regex)
      : cut(machine, text, by ? textOf(machine, by) : setting(machine, 'FS'));
  const target = table(machine, how.to);
  dropElements(machine, target);
  for (const [at, part] of parts.entries()) setElement(machine, target, { name: String(at + 1), value: outside(part) });
  work(machine, parts.length);
  return parts.length;
}

function cutBy(text: string, regex: Regex): string[] {
  if (text === '') return [];
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= text.length;) {
    const found = regex.find(text, at);
    if (!found) break;
    at = Math.max(found.end, found.start + 1);
    if (found.end === found.start) continue;
    parts.push(text.slice(from, found.start));
    from = found.end;
  }
  return [...parts, text.slice(from)];
}

function pattern(machine: Machine, node: Expression): Regex | undefined {
  return node.kind === 'regex' ? node.regex : regexOf(machine, textOf(machine, node));
}

function match(machine: Machine, text: string, node: Expression): number {
  const found = pattern(machine, node)?.find(text);
  machine.globals.set('RSTART', found ? found.start + 1 : 0);
  machine.globals.set('RLENGTH', found ? found.end - found.start : -1);
  return found ? found.start + 1 : 0;
}

interface Substitution {
  readonly pattern: Expression;
  readonly by: Expression;
  readonly target: Expression | undefined;
}

const RECORD: Target = { kind: 'field', of: { kind: 'number', value: 0 } };

function substitute(machine: Machine, what: Substitution, all: boolean): number {
  const regex = pattern(machine, what.pattern);
  const by = textOf(machine, what.by);
  const { target } = what;
  const to = target === undefined ? RECORD : isTarget(target) ? target : undefined;
  const text = textOf(machine, target ?? RECORD);
  if (!regex) return 0;
  let made = '';
  let count = 0;
  let from = 0;
  while (from <= text.length) {
    const found = regex.find(text, from);
    if (!found) break;
    count++;
    made += text.slice(from, found.start) + replaced(by, text.slice(found.start, found.end));
    from = found.end;
    if (!all) break;
    const next = found.end === found.start || regex.find(text, from)?.start === from;
    if (found.end === found.start || (next && emptyAt(regex, text, from))) made += text[from++] ?? '';
  }
  work(machine, (text.length + made.length) / 50);
  if (count > 0 && to) set(machine, to, made + text.slice(from));
  return count;
}

/** After a match an empty one directly at its end does not count. */
function emptyAt(regex: Regex, text: string, at: number): boolean {
  const found = regex.find(text, at);
  return found?.start === at && found.end === at;
}

function isTarget(value: Expression): value is Target {
  return value.kind === 'variable' || value.kind === 'field' || value.kind === 'element';
}

/** `&` is what matched, `\&` an ampersand. */
function replaced(by: string, matched: string): string {
  return by.replaceAll(/\\\\|\\&|&/g, (part) => (part === '&' ? matched : part.slice(1)));
}

/** Forgets how far a file was read; what was written is written when the program ends. */
function close(machine: Machine, name: string): number {
  if (machine.open.delete(name)) return 0;
  const file = machine.files.get(name);
  if (!file) return machine.commands.has(name) ? 0 : -1;
  machine.host.write(name, file.text, file.append);
  machine.files.set(name, { text: '', append: true });
  return 0;
}

function mathematics(machine: Machine, name: string, [first = 0, second = 0]: readonly number[]): Value {
  switch (name) {
    case 'int':
      return Math.trunc(first);
    case 'sqrt':
      return Math.sqrt(first);
    case 'exp':
      return Math.exp(first);
    case 'log':
      return Math.log(first);
    case 'sin':
      return Math.sin(first);
    case 'cos':
      return Math.cos(first);
    case 'atan2':
      return Math.atan2(first, second);
    case 'srand':
      return 0;
    default:
      machine.host.notSimulated(`${name}() of awk`);
      if (name === 'system') fail(machine, 'system() is not simulated');
      return 0;
  }
}

/** Texts of values that `print` shows: numbers by OFMT. */
export function printed(machine: Machine, node: Expression): string {
  const value = evaluate(machine, node);
  return typeof value === 'number' ? toText(value, setting(machine, 'OFMT')) : toText(value);
}

/** Adds to a number that a variable holds. */
export function add(machine: Machine, name: string, by: number): number {
  const value = toNumber(machine.globals.get(name)) + by;
  machine.globals.set(name, value);
  return value;
}
