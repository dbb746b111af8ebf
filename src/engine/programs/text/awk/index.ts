/**
 * awk: patterns, BEGIN and END, fields, arrays, functions, printf, getline from files and the main input. Left out: commands
 * read by getline, system(), rand().
 */
import type { Program, Rule } from './ast.ts';
import { add, call } from './builtins.ts';
import { evaluate } from './evaluate.ts';
import { callOwn, execute } from './execute.ts';
import { newMachine, type Host, type Machine } from './machine.ts';
import { recordText, setRecord } from './record.ts';
import { truth } from './value.ts';

export type { Problem, Rule } from './ast.ts';
export type { Host, Machine } from './machine.ts';
export { parseAwk } from './parse.ts';
export { nextRecord } from './record.ts';
export { outside } from './value.ts';
export { unescapeString } from './lex.ts';

/** A program that is ready to run. */
export function newProgram(program: Program, host: Host): Machine {
  return newMachine(program, host, { builtin: call, own: callOwn });
}

/** Runs the BEGIN or END rules. False: the program has ended. */
export function runOnce(machine: Machine, when: 'begin' | 'end'): boolean {
  for (const rule of machine.program.rules) {
    if (rule.when !== when) continue;
    if (rule.body) execute(machine, rule.body);
    if (machine.jump === 'exit') return false;
    machine.jump = undefined;
  }
  return true;
}

/** Runs the rules on one record. `ranges` holds the rules whose range has begun. */
export function runRecord(machine: Machine, record: string, ranges: Set<Rule>): void {
  setRecord(machine, record);
  add(machine, 'NR', 1);
  add(machine, 'FNR', 1);
  for (const rule of machine.program.rules) {
    if (rule.when !== 'record' || !selected(machine, rule, ranges)) continue;
    if (rule.body) execute(machine, rule.body);
    else machine.host.out(recordText(machine) + String(machine.globals.get('ORS') ?? '\n'));
    if (machine.jump === 'next') {
      machine.jump = undefined;
      return;
    }
    if (machine.jump) return;
  }
}

function selected(machine: Machine, rule: Rule, ranges: Set<Rule>): boolean {
  const [first, second] = rule.pattern;
  if (!first) return true;
  if (!second) return truth(evaluate(machine, first));
  if (!ranges.has(rule)) {
    if (!truth(evaluate(machine, first))) return false;
    ranges.add(rule);
  }
  if (truth(evaluate(machine, second))) ranges.delete(rule);
  return true;
}

/** The program reads records: it has a rule for them, or for the end. */
export function readsRecords(machine: Machine): boolean {
  return machine.program.rules.some((rule) => rule.when !== 'begin');
}
