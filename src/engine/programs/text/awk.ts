import {
  newProgram,
  nextRecord,
  outside,
  parseAwk,
  readsRecords,
  runOnce,
  runRecord,
  unescapeString,
  type Host,
  type Machine,
  type Problem,
  type Rule,
} from './awk/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { gather } from '../../kernel/streams/gather.ts';
import { isStdin, readOperand } from '../lib/operands.ts';
import { readOptions } from '../lib/options.ts';
import { busyboxBanner, isBusybox } from '../lib/flavor.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Runs an awk program on records: -F, -v, -f; patterns, fields, arrays, functions, printf, getline. Left out: system(), rand(), commands read by getline.',
  aliases: ['mawk'],
  example: `
$ printf 'a 1\\nb 2\\nc 3\\n' | awk '$2 > 1 { print $1, $2 * 2 }'
b 4
c 6
$ awk -F: -v who=root '$1 == who { print "home of", who, "is", $6 }' /etc/passwd
home of root is /root
$ echo 'one two one' | awk '{ for (i = 1; i <= NF; i++) n[$i]++; printf "%d %s\\n", n["one"], toupper($2) }'
2 TWO
$ awk 'BEGIN { print 1'
! awk: line 2: missing } near end of file
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: '',
      values: 'FvfWe',
      stops: true,
      long: { '--field-separator=': 'F', '--assign=': 'v', '--file=': 'f', '--version': 'version' },
    });
    if (options.refused !== undefined) return options.refused;
    const texts: string[] = [...options.values('e')];
    for (const file of options.values('f')) {
      const text = yield* readOperand(process, file);
      if (typeof text !== 'string') return complain(process, cannotOpen(process, file, errorText(text.errno)));
      texts.push(text);
    }
    const operands = texts.length > 0 ? options.rest : options.rest.slice(1);
    const text = texts.length > 0 ? texts.join('\n') : options.rest[0];
    if (text === undefined) return usage(process);
    const parsed = parseAwk(text);
    if (!parsed.ok) return refuse(process, parsed.problem);
    const source: Source = { operands: [...operands], rest: '', ended: true, used: false };
    const machine = newProgram(
      parsed.program,
      host(process, () => undefined),
    );
    prepare(process, machine, operands);
    const separator = options.value('F');
    if (separator !== undefined) machine.globals.set('FS', separator === 't' ? '\t' : unescapeString(separator));
    for (const given of options.values('v')) assign(machine, given);
    const status = yield* play(process, machine, source);
    return yield* finish(process, machine, status);
  },
};
export default command;

/** Where records come from: the operands that are left, and text of the one that is open. */
interface Source {
  readonly operands: string[];
  rest: string;
  ended: boolean;
  /** A file or standard input was read. */
  used: boolean;
}

function host(process: Process, pull: Host['pull']): Host {
  const { files } = process;
  return {
    busybox: isBusybox(process),
    pull,
    out: (text) => process.out(text),
    err: (text) => process.err(text),
    notSimulated: (what) => process.notSimulated(what),
    hold: (bytes) => process.hold(bytes),
    read(name) {
      const read = files.read(process.path(name));
      if (read.ok && read.value === undefined) process.notSimulated(`content of ${name}`);
      return read.ok ? (read.value ?? '') : undefined;
    },
    write(name, text, append) {
      const path = process.path(name);
      const old = append ? files.read(path) : undefined;
      const written = files.write(path, { content: (old?.ok ? (old.value ?? '') : '') + text });
      if (!written.ok) process.complain(cannotWrite(process, name, errorText(written.errno)));
      return written.ok;
    },
  };
}

function prepare(process: Process, machine: Machine, operands: readonly string[]): void {
  const { tables, globals } = machine;
  tables.set('ENVIRON', new Map([...process.env].map(([name, value]) => [name, outside(value)] as const)));
  tables.set('ARGV', new Map(['awk', ...operands].map((word, at) => [String(at), outside(word)] as const)));
  globals.set('ARGC', operands.length + 1);
}

const ASSIGNMENT = /^([A-Za-z_]\w*)=(.*)$/s;

function assign(machine: Machine, text: string): void {
  const [, name, value = ''] = ASSIGNMENT.exec(text) ?? [];
  if (name !== undefined) machine.globals.set(name, outside(unescapeString(value)));
}

function* play(process: Process, machine: Machine, source: Source): Task {
  let status = 0;
  const ranges = new Set<Rule>();
  const { pulls } = machine.program;
  if (pulls) {
    // `getline` reads on in the middle of a rule: everything is there before the program starts.
    let all = '';
    while (yield* more(process, machine, source)) {
      all += source.rest;
      source.rest = '';
    }
    source.rest = all;
    (machine.host as { pull: Host['pull'] }).pull = () => take(machine, source, true);
  }
  runOnce(machine, 'begin');
  yield* alive(machine);
  if (!readsRecords(machine)) return status;
  while (!exited(machine)) {
    const record = take(machine, source, pulls || source.ended);
    if (record === undefined) {
      if (pulls || !(yield* more(process, machine, source))) break;
      if (machine.failure !== undefined) status = 2;
      continue;
    }
    runRecord(machine, record, ranges);
    yield* alive(machine);
    if (machine.jump === 'exit') break;
    if (machine.jump === 'nextfile') source.rest = '';
    machine.jump = undefined;
  }
  const { jump } = machine;
  machine.jump = undefined;
  if (machine.failure === undefined) runOnce(machine, 'end');
  yield* alive(machine);
  machine.jump ??= jump;
  return status;
}

/** Whoever was killed for want of memory does nothing more. */
function* alive(machine: Machine): Task<void> {
  while (machine.dead) yield { ready: () => false };
}

function exited(machine: Machine): boolean {
  return machine.jump === 'exit';
}

function take(machine: Machine, source: Source, ended: boolean): string | undefined {
  const next = nextRecord(machine, source.rest, ended);
  if (next) source.rest = next.rest;
  return next?.record;
}

/** Reads on: more of standard input, or the next operand. False at the end of everything. */
function* more(process: Process, machine: Machine, source: Source): Task<boolean> {
  if (!source.ended) {
    source.rest = yield* upToEnd(process, machine, source);
    return true;
  }
  for (;;) {
    const name = source.operands.shift();
    if (name === undefined) {
      if (source.used) return false;
      source.used = true;
      source.ended = false;
      return true;
    }
    if (ASSIGNMENT.test(name) && !name.startsWith('/')) {
      assign(machine, name);
      continue;
    }
    if (name === '') continue;
    source.used = true;
    machine.globals.set('FILENAME', name);
    machine.globals.set('FNR', 0);
    if (isStdin(process, name)) {
      source.ended = false;
      return true;
    }
    const text = yield* readOperand(process, name);
    if (typeof text === 'string') {
      source.rest += text;
      return true;
    }
    machine.failure = cannotOpen(process, name, errorText(text.errno));
    machine.exit = isBusybox(process) ? 1 : 2;
    return false;
  }
}

/** What is left and more of standard input, joined once a record ends: one may be very long. */
function* upToEnd(process: Process, machine: Machine, source: Source): Task<string> {
  const separator = String(machine.globals.get('RS') ?? '\n');
  const reader = {
    hold: (bytes: number) => process.hold(machine.held + bytes),
    freeMemory: () => process.freeMemory(),
  };
  const { add, text } = gather({ reader, factor: 1 });
  add(source.rest);
  for (;;) {
    const piece = yield* process.read();
    if (piece === undefined) source.ended = true;
    else if (!add(piece)) yield { ready: () => false };
    if (piece === undefined || separator.length !== 1 || piece.includes(separator)) return text();
  }
}

function cannotWrite(process: Process, name: string, reason: string): string {
  return isBusybox(process) ? `can't open '${name}': ${reason}` : `cannot open "${name}" for output (${reason})`;
}

function cannotOpen(process: Process, name: string, reason: string): string {
  return isBusybox(process) ? `${name}: ${reason}` : `cannot open "${name}" (${reason})`;
}

function complain(process: Process, message: string): number {
  process.complain(message);
  return isBusybox(process) ? 1 : 2;
}

function* finish(process: Process, machine: Machine, status: number): Task {
  let failed = status;
  for (const [name, file] of machine.files)
    if ((file.text !== '' || !file.append) && !machine.host.write(name, file.text, file.append))
      failed = isBusybox(process) ? 1 : 2;
  for (const [text, stdin] of machine.commands) yield* process.exec(['sh', '-c', text], { stdin });
  if (machine.failure !== undefined) {
    const code = complain(process, machine.failure);
    return machine.exit === 0 ? code : isBusybox(process) ? 1 : machine.exit;
  }
  return failed || machine.exit;
}

function refuse(process: Process, problem: Problem): number {
  if (problem.unsupported !== undefined) {
    process.notSimulated(problem.unsupported);
    return 0;
  }
  if (isBusybox(process))
    return complain(
      process,
      `cmd. line:${problem.line}: ${problem.missing ? 'Call to undefined function' : 'Unexpected token'}`,
    );
  if (problem.missing) return complain(process, `line ${problem.line + 1}: function ${problem.near} never defined`);
  if (problem.near === '') return complain(process, `line ${problem.line + 1}: missing } near end of file`);
  const near = problem.near === '\n' ? 'end of line' : problem.near;
  return complain(process, `line ${problem.line}: syntax error at or near ${near}`);
}

function usage(process: Process): number {
  if (isBusybox(process)) process.err(`${busyboxBanner(process)}\n\nUsage: awk [OPTIONS] [AWK_PROGRAM] [FILE]...\n`);
  else process.err('Usage: mawk [Options] [Program] [file ...]\n');
  return isBusybox(process) ? 1 : 0;
}
