import { busyboxBanner, isBusybox } from '../lib/flavor.ts';
import { memoryFigures } from '../../kernel/memory/meminfo.ts';
import { readOptions, type Options } from '../lib/options.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: "Shows the machine's memory, not what a container may use: -b -k -m -g -h -w -t -s -c, procps and BusyBox.",
  example: `
$ free -m
               total        used        free      shared  buff/cache   available
Mem:            3932         393        2949           9         589        3538
Swap:              0           0           0
$ free -h | tail -n 2
Mem:           3.8Gi       393Mi       2.9Gi       9.0Mi       589Mi       3.5Gi
Swap:             0B          0B          0B
`,
  *run(process, args) {
    if (isBusybox(process)) return busybox(process, args[0]);
    const options = readOptions(process, args, {
      flags: 'bkmghltwvVL',
      values: 'sc',
      long: LONG,
      refusing: () => process.err(`\nUsage:\n ${process.name} [options]\n`),
    });
    if (options.refused !== undefined) return options.refused;
    for (const flag of ['l', 'v', 'L']) if (options.has(flag)) process.notSimulated(`option -${flag} of free`);
    if (options.has('V')) {
      process.out('free from procps-ng 4.0.4\n');
      return 0;
    }
    yield* show(process, options);
    return 0;
  },
};
export default command;

const LONG: Readonly<Record<string, string>> = {
  '--bytes': 'b',
  '--kilo': 'kilo',
  '--mega': 'mega',
  '--giga': 'giga',
  '--kibi': 'k',
  '--mebi': 'm',
  '--gibi': 'g',
  '--human': 'h',
  '--si': 'si',
  '--lohi': 'l',
  '--line': 'L',
  '--total': 't',
  '--committed': 'v',
  '--seconds=': 's',
  '--count=': 'c',
  '--wide': 'w',
  '--version': 'V',
};

function* show(process: Process, options: Options): Task<void> {
  const seconds = Number(options.value('s') ?? 1);
  const repeats = options.has('s') || options.has('c');
  const count = Number(options.value('c') ?? (repeats ? Number.POSITIVE_INFINITY : 1));
  for (let at = 0; at < count; at++) {
    if (at > 0) yield* process.sleep(seconds * 1000);
    process.out(`${table(process, options)}${repeats ? '\n' : ''}`);
  }
}

function line(name: string, cells: readonly string[]): string {
  return `${name.padEnd(9)}${cells.map((cell) => cell.padStart(11)).join(' ')}\n`;
}

/** Source: procps-ng 4.0 src/free.c; used is what is not available. */
function table(process: Process, options: Options): string {
  const all = memoryFigures(process.system);
  const size = scale(options);
  const cache = all.Cached + all.SReclaimable;
  const wide = options.has('w');
  const used = all.MemTotal - all.MemAvailable;
  const cached = wide ? [all.Buffers, cache] : [all.Buffers + cache];
  const titles = ['total', 'used', 'free', 'shared', ...(wide ? ['buffers', 'cache'] : ['buff/cache']), 'available'];
  const row = (name: string, values: readonly number[]): string => line(name, values.map(size));
  return [
    line('', titles),
    row('Mem:', [all.MemTotal, used, all.MemFree, all.Shmem, ...cached, all.MemAvailable]),
    row('Swap:', [all.SwapTotal, all.SwapTotal - all.SwapFree, all.SwapFree]),
    options.has('t') ? row('Total:', [all.MemTotal + all.SwapTotal, used, all.MemFree + all.SwapFree]) : '',
  ].join('');
}

/** How a number of bytes is shown: whole units, or with -h the largest that leaves at most three digits. */
function scale(options: Options): (bytes: number) => string {
  const base = options.has('si') ? 1000 : 1024;
  if (options.has('h')) return (bytes) => humanProcps(bytes, base);
  const decimal = ['kilo', 'mega', 'giga'].findIndex((name) => options.has(name));
  if (decimal >= 0) return (bytes) => String(Math.floor(bytes / 1000 ** (decimal + 1)));
  const power = options.has('b') ? 0 : options.has('m') ? 2 : options.has('g') ? 3 : 1;
  return (bytes) => String(Math.floor(Math.floor(bytes) / base ** power));
}

function humanProcps(bytes: number, base: number): string {
  if (bytes < 1000) return `${Math.floor(bytes)}B`;
  const mark = base === 1024 ? 'i' : '';
  let value = bytes;
  for (const unit of 'KMGTP') {
    value /= base;
    const exact = value.toFixed(1);
    if (exact.length <= 3) return `${exact}${unit}${mark}`;
    const whole = String(Math.trunc(value));
    if (whole.length <= 3) return `${whole}${unit}${mark}`;
  }
  return String(bytes);
}

/** Only the first letter of the first word counts. Source: BusyBox procps/free.c; numbers by libbb make_human_readable_str. */
function busybox(process: Process, word: string | undefined): number {
  const letter = word?.startsWith('-') ? (word[1] ?? '') : 'k';
  if (letter === '' || !'bkmgh'.includes(letter)) {
    process.err(`${busyboxBanner(process)}\n\nUsage: free [-bkmgh]\n\nDisplay free and used memory\n`);
    return 1;
  }
  process.out(busyboxTable(process, letter));
  return 0;
}

function busyboxTable(process: Process, letter: string): string {
  const all = memoryFigures(process.system);
  const cache = all.Buffers + all.Cached + all.SReclaimable;
  const power = 'bkmg'.indexOf(letter);
  const size = (bytes: number): string =>
    letter === 'h' ? humanBusybox(bytes) : String(Math.floor(bytes / 1024 ** power + 0.5));
  const row = (name: string, values: readonly number[]): string =>
    `${name.padEnd(7)}${values.map((value) => size(Math.floor(value)).padStart(12)).join('')}\n`;
  const used = all.MemTotal - all.MemFree - cache;
  return [
    '              total        used        free      shared  buff/cache   available\n',
    row('Mem:', [all.MemTotal, used, all.MemFree, all.Shmem, cache, all.MemAvailable]),
    row('Swap:', [all.SwapTotal, all.SwapTotal - all.SwapFree, all.SwapFree]),
  ].join('');
}

function humanBusybox(bytes: number): string {
  let value = bytes;
  let tenths = 0;
  let unit = '';
  for (const next of 'KMGTP') {
    if (value < 1024) break;
    tenths = Math.floor(((value % 1024) * 10 + 512) / 1024);
    value = Math.floor(value / 1024);
    unit = next;
  }
  if (tenths >= 10) {
    value++;
    tenths = 0;
  }
  return unit === '' ? String(value) : `${value}.${tenths}${unit}`;
}
