import { isWithin } from '../../files/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { isBusybox } from '../lib/flavor.ts';
import { readOptions, type Options } from '../lib/options.ts';
import type { Command, MountLine, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Shows file systems: those in memory with what is taken; the size of disks is not modelled and shows as 0.',
  gnu: {
    df: 'aBhHiklPtTxv all block-size human-readable si inodes local no-sync output portability sync total type print-type exclude-type',
  },
  example: `
$ df -P / | head -n 1
Filesystem     1024-blocks  Used Available Capacity Mounted on
$ df /none
! df: /none: No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'hkmPTiaHl',
      values: 'txB',
      busybox: 'Pkmhait:T',
      long: {
        '--human-readable': 'h',
        '--portability': 'P',
        '--print-type': 'T',
        '--inodes': 'i',
        '--block-size=': 'B',
        '--output[=': 'output',
        '--total': 'total',
        '--local': 'l',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const { mounts, status } = chosen(process, options);
    if (mounts.length === 0 && status !== 0) return status;
    if (mounts.some(({ space }) => !space)) process.notSimulated('sizes of file systems (df)');
    const rows = mounts.map((mount) => rowOf(mount, process, options));
    process.out(isBusybox(process) ? busyboxTable(options, rows) : gnuTable(options, rows));
    return status;
  },
};
export default command;

const ROOT: MountLine = { source: 'overlay', path: '/', type: 'overlay', options: 'rw,relatime' };

/** File systems that operands lie in, or all. */
function chosen(
  process: Process,
  options: Options,
): { readonly mounts: readonly MountLine[]; readonly status: number } {
  const table = process.system.mounts?.() ?? [ROOT];
  if (options.rest.length === 0) {
    const types = options.values('t');
    const shown = table.filter(({ files, type }) => files !== false && (types.length === 0 || types.includes(type)));
    return { mounts: isBusybox(process) ? shown : unique(shown), status: 0 };
  }
  let status = 0;
  const mounts = options.rest.flatMap((name) => {
    const real = process.files.resolve(process.path(name));
    const found = real.ok ? table.findLast(({ path }) => isWithin(path, real.value)) : undefined;
    if (found) return [found];
    status = 1;
    const text = errorText(real.ok ? 'ENOENT' : real.errno);
    process.complain(isBusybox(process) ? `${name}: can't find mount point` : `${name}: ${text}`);
    return [];
  });
  return { mounts, status };
}

/** GNU df shows a device once, where its path is shortest. */
function unique(mounts: readonly MountLine[]): readonly MountLine[] {
  return mounts.filter(
    (mount, at) => !mount.source.startsWith('/') || mounts.findIndex(({ source }) => source === mount.source) === at,
  );
}

interface Row {
  readonly source: string;
  readonly type: string;
  readonly path: string;
  readonly cells: readonly [total: string, used: string, free: string];
  readonly share: string;
}

function rowOf({ source, type, path, space }: MountLine, process: Process, options: Options): Row {
  const { total, used } = space ?? { total: 0, used: 0 };
  const inodes = options.has('i');
  const print = (bytes: number): string => (inodes ? '0' : amount(bytes, process, options));
  const known = total > 0 && !inodes;
  const share = known ? `${Math.ceil((100 * used) / total)}%` : isBusybox(process) ? '0%' : '-';
  return { source, type, path, share, cells: [print(total), print(used), print(Math.max(0, total - used))] };
}

const UNITS = ['', 'K', 'M', 'G', 'T', 'P'];

/** Busybox prints one digit after the point, GNU rounds up and keeps it below ten. */
function amount(bytes: number, process: Process, options: Options): string {
  const human = options.has('h') || options.has('H');
  if (!human) return String(Math.ceil(bytes / (options.has('m') ? 1_048_576 : 1024)));
  if (bytes === 0) return '0';
  const base = options.has('H') ? 1000 : 1024;
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < UNITS.length - 1) {
    value /= base;
    unit++;
  }
  if (isBusybox(process)) return unit === 0 ? String(value) : `${value.toFixed(1)}${UNITS[unit] ?? ''}`;
  const rounded = value < 10 && unit > 0 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return `${rounded}${UNITS[unit] ?? ''}`;
}

function gnuTable(options: Options, rows: readonly Row[]): string {
  const human = options.has('h') || options.has('H');
  const size = human ? 'Size' : options.has('P') ? '1024-blocks' : options.has('m') ? '1M-blocks' : '1K-blocks';
  const [total, used, free, share] = options.has('i')
    ? ['Inodes', 'IUsed', 'IFree', 'IUse%']
    : [size, 'Used', human ? 'Avail' : 'Available', options.has('P') ? 'Capacity' : 'Use%'];
  const typed = options.has('T');
  const lines = [
    { source: 'Filesystem', type: 'Type', cells: [total, used, free] as const, share, path: 'Mounted on' },
    ...rows,
  ];
  const width = (of: (line: (typeof lines)[number]) => string, least: number): number =>
    Math.max(least, ...lines.map((line) => of(line).length));
  const source = width((line) => line.source, 14);
  const type = width((line) => line.type, 4);
  const cells = ([0, 1, 2] as const).map((at) => width((line) => line.cells[at], 5));
  const shares = width((line) => line.share, 4);
  return lines
    .map((line) =>
      [
        line.source.padEnd(source),
        ...(typed ? [line.type.padEnd(type)] : []),
        ...line.cells.map((cell, at) => cell.padStart(cells[at] ?? 0)),
        line.share.padStart(shares),
        line.path,
      ].join(' '),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function busyboxTable(options: Options, rows: readonly Row[]): string {
  const size = options.has('h') ? '     Size' : options.has('P') ? '1024-blocks' : '1K-blocks';
  const head = options.has('P')
    ? `Filesystem           ${size}    Used Available Capacity Mounted on\n`
    : `Filesystem           ${size}      Used Available Use% Mounted on\n`;
  const lines = rows.map(({ source, cells: [total, used, free], share, path }) => {
    const name = source.length > 20 ? `${source}\n${' '.repeat(20)}` : source.padEnd(20);
    return `${name} ${total.padStart(9)} ${used.padStart(9)} ${free.padStart(9)} ${share.padStart(4)} ${path}\n`;
  });
  return head + lines.join('');
}
