import { isBusybox } from '../lib/flavor.ts';
import { readOptions } from '../lib/options.ts';
import type { Command, Process, ProcessUse, ProcessView, Task } from '../../kernel/system.ts';
import { newFrame, moveTo } from './screen/frame.ts';
import { nameOf, readKeys, type Keys } from './screen/keyboard.ts';
import { busyboxTop, procpsTop, type Usage } from './top/process-rows.ts';

const command: Command = {
  summary:
    'Shows processes and what they use, again and again: top, -b -n -d -p; at a terminal the keys q, P, M, N, T. Load and virtual memory are not modelled.',
  example: `
$ top -b -n 1 | sed -n '2p;7,$p'
Tasks:   3 total,   1 running,   2 sleeping,   0 stopped,   0 zombie
  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
    1 root      20   0     819    819      0 S   0.0   0.0   0:00.00 sh
    2 root      20   0     819    819      0 R   0.0   0.0   0:00.00 top
    3 root      20   0     819    819      0 S   0.0   0.0   0:00.00 sed
`,
  *run(process, args) {
    const options = readOptions(process, args, { flags: 'bHSiceE1', values: 'dnpuUoOwW', busybox: 'bHmd:n:' });
    if (options.refused !== undefined) return options.refused;
    for (const flag of 'HSice1uUoOm') if (options.has(flag)) process.notSimulated(`option -${flag} of top`);
    process.notSimulated('load, virtual and shared memory in top');
    const given = {
      seconds: Math.max(0.1, Number(options.value('d') ?? (isBusybox(process) ? 5 : 3)) || 0.1),
      count: options.has('n') ? Math.max(1, Number(options.value('n')) || 1) : Number.POSITIVE_INFINITY,
      pids: options.values('p').flatMap((text) => text.split(',').map(Number)),
    };
    const { terminal } = process;
    if (!options.has('b') && terminal && process.screen?.()) return yield* onScreen(process, given);
    if (!options.has('b') && !isBusybox(process)) {
      process.err('top: failed tty get\n');
      return 1;
    }
    return yield* inLines(process, given);
  },
};
export default command;

interface Given {
  readonly seconds: number;
  readonly count: number;
  readonly pids: readonly number[];
}

/** Virtual ms before the first picture, so that there is something to compare with. */
const FIRST = 100;

function* inLines(process: Process, given: Given): Task {
  const look = looks(process, given.pids);
  yield* process.sleep(FIRST);
  for (let shown = 0; shown < given.count; shown++) {
    if (shown > 0) yield* process.sleep(given.seconds * 1000);
    const gap = shown > 0 && !isBusybox(process) ? '\n' : '';
    process.out(`${gap}${look(undefined, 'P').join('\n')}\n`);
  }
  return 0;
}

function* onScreen(process: Process, given: Given): Task {
  const { terminal } = process;
  if (!terminal) return 1;
  const keys = readKeys(process, terminal, { help: 'q: quit, P and M: sort by processor or memory', signals: false });
  const frame = newFrame((text) => process.out(text));
  const look = looks(process, given.pids);
  yield* process.sleep(FIRST);
  let order = 'P';
  for (let shown = 0; shown < given.count; shown++) {
    const rows = look(keys.columns, order).slice(0, keys.rows - 1);
    frame.draw({ rows, row: Math.min(rows.length + 1, keys.rows), column: 1 });
    const key = shown + 1 < given.count ? yield* pressed(process, keys, given.seconds) : 'q';
    if (key === 'q') break;
    if (/^[PMNT]$/.test(key)) order = key;
    if (key === 'resized') frame.forget();
  }
  keys.close();
  process.out(`${moveTo(terminal.rows)}\n`);
  return 0;
}

/** A key, or nothing when it is time for the next picture; `q` for all that ends it. */
function* pressed(process: Process, keys: Keys, seconds: number): Task<string> {
  const key = yield* keys.next(process.now + seconds * 1000);
  if (key === undefined) return 'q';
  const name = key === 'late' || key === 'resized' ? key : nameOf(key);
  if (/^(?:q|Q|\^C|\^D)$/.test(name)) return 'q';
  if (/^[a-zA-Z0-9]$/.test(name) && !/^[PMNT]$/.test(name)) process.notSimulated(`the key ${name} of top`);
  return name;
}

type Row = ProcessView & ProcessUse;

function times(rows: readonly Row[]): Map<number, number> {
  return new Map(rows.map(({ pid, cpu }) => [pid, cpu]));
}

/** Takes pictures; each knows the one before. */
function looks(
  process: Process,
  pids: readonly number[],
): (columns: number | undefined, order: string) => readonly string[] {
  let before = { at: process.now, cpu: times(process.processes()) };
  return (columns, order) => {
    const all = process.processes();
    const now = { at: process.now, cpu: times(all) };
    const cpu = new Map(all.map((row) => [row.pid, row.cpu - (before.cpu.get(row.pid) ?? 0)]));
    const wanted = all.filter(({ pid }) => pids.length === 0 || pids.includes(pid));
    const usage: Usage = { process, rows: sorted(wanted, cpu, order), cpu, ms: now.at - before.at, columns };
    before = now;
    return isBusybox(process) ? busyboxTop(usage) : procpsTop(usage);
  };
}

function sorted(rows: readonly Row[], cpu: ReadonlyMap<number, number>, order: string): readonly Row[] {
  const figure: Readonly<Record<string, (row: Row) => number>> = {
    P: ({ pid }) => cpu.get(pid) ?? 0,
    M: ({ memory }) => memory,
    T: (row) => row.cpu,
    N: ({ pid }) => pid,
  };
  const of = figure[order] ?? (() => 0);
  return rows.toSorted((one, other) => of(other) - of(one));
}
