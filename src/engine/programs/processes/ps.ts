import { userName } from '../../files/accounts.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox } from '../lib/flavor.ts';
import type { Command, Process, ProcessView } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Lists processes: ps, ps aux, ps -ef, -e, -o, -p. Memory and processor time are not modelled and show as 0.',
  example: `
$ ps -o pid,ppid,args
    PID    PPID COMMAND
      1       0 /bin/sh -c ps -o pid,ppid,args
      2       1 ps -o pid,ppid,args
$ ps -e -o comm=
sh
ps
`,
  run(process, args) {
    const bundled = args.map((arg) => (/^[a-zA-Z]+$/.test(arg) ? `-${arg.replace('o', 'O')}` : arg));
    const options = readOptions(process, oWords(bundled), {
      flags: 'auxefwAHTLljbcid',
      values: 'opCUnG',
      long: {
        '--pid=': 'p',
        '--format=': 'o',
        '--sort=': 'sort',
        '--no-headers': 'bare',
        '--forest': 'H',
        '--everyone': 'e',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const wanted = options
      .values('p')
      .flatMap((text) => text.split(/[ ,]/))
      .map(Number);
    const rows = process.processes().filter(({ pid }) => wanted.length === 0 || wanted.includes(pid));
    const columns = options.has('o')
      ? columnsOf(options.values('o').join(','))
      : columnsOf(preset(process, (name) => options.has(name)));
    const unknown = columns.find(({ key }) => COLUMNS[key] === undefined);
    if (unknown) {
      process.complain(
        isBusybox(process)
          ? `bad -o argument '${unknown.key}'`
          : `error: unknown user-defined format specifier "${unknown.key}"`,
      );
      return 1;
    }
    print(process, rows, columns);
    return rows.length > 0 ? 0 : 1;
  },
};
export default command;

/** `axo pid,args`: a value letter ends a bundle without dash too. */
function oWords(args: readonly string[]): string[] {
  return args.flatMap((arg) => (/^-[a-zA-Z]*O$/.test(arg) ? [arg.slice(0, -1).replace(/^-$/, '-e'), '-o'] : [arg]));
}

/** What is shown without `-o`. */
function preset(process: Process, has: (name: string) => boolean): string {
  if (isBusybox(process)) return 'pid,user,time,args';
  if (has('u')) return 'user,pid,cpu,mem,vsz,rss,tty,stat,start,btime,args=COMMAND';
  if (has('f')) return 'user=UID,pid,ppid,c,stime,tty,time,args=CMD';
  return has('x') || has('a') ? 'pid,tty,stat,btime,args' : 'pid,tty,time,comm=CMD';
}

interface Column {
  readonly key: string;
  readonly title: string;
}

interface Kind {
  readonly title: string;
  /** Negative: to the left. */
  readonly width: number;
  readonly show: (process: Process, row: ProcessView) => string;
}

function column(title: string, width: number, show: Kind['show']): Kind {
  return { title, width, show };
}

const COLUMNS: Readonly<Record<string, Kind | undefined>> = {
  pid: column('PID', 7, (_, { pid }) => String(pid)),
  ppid: column('PPID', 7, (_, { ppid }) => String(ppid)),
  pgid: column('PGID', 7, (_, { pgid }) => String(pgid)),
  sid: column('SID', 7, (_, { sid }) => String(sid)),
  user: column('USER', -8, owner),
  ruser: column('RUSER', -8, owner),
  uid: column('UID', 5, (_, { uid }) => String(uid)),
  comm: column('COMMAND', -15, (_, row) => shortCommand(row)),
  ucmd: column('CMD', -15, (_, row) => shortCommand(row)),
  args: column('COMMAND', -27, commandLine),
  cmd: column('CMD', -27, commandLine),
  command: column('COMMAND', -27, commandLine),
  stat: column('STAT', -4, state),
  s: column('S', -1, state),
  state: column('S', -1, state),
  tty: column('TTY', -8, () => '?'),
  time: column('TIME', 8, () => '00:00:00'),
  btime: column('TIME', 6, () => '0:00'),
  etime: column('ELAPSED', 11, () => '00:00'),
  start: column('START', -6, () => '08:00'),
  stime: column('STIME', 5, () => '08:00'),
  c: column('C', 2, () => '0'),
  cpu: column('%CPU', 4, () => '0.0'),
  mem: column('%MEM', 4, () => '0.0'),
  pcpu: column('%CPU', 4, () => '0.0'),
  pmem: column('%MEM', 4, () => '0.0'),
  '%cpu': column('%CPU', 4, () => '0.0'),
  '%mem': column('%MEM', 4, () => '0.0'),
  vsz: column('VSZ', 6, () => '0'),
  rss: column('RSS', 5, () => '0'),
  nice: column('NI', 3, () => '0'),
  ni: column('NI', 3, () => '0'),
};

function owner(process: Process, { uid }: ProcessView): string {
  return userName(process.system.tree, uid) ?? String(uid);
}

function state(_: Process, row: ProcessView): string {
  return { running: 'S', stopped: 'T', zombie: 'Z' }[row.state];
}

/** A zombie has no command line any more: its name stands in brackets; BusyBox has the name of a script in braces. Source: procps ps/output.c, BusyBox procps/ps.c; recorded, sig-zombies. */
function commandLine(process: Process, row: ProcessView): string {
  const name = shortCommand({ ...row, state: 'running' });
  if (row.state !== 'zombie')
    return isBusybox(process) && row.comm !== undefined ? `{${name}} ${row.command}` : row.command;
  return isBusybox(process) ? `[${name}]` : `[${name}] <defunct>`;
}

/** The name without folders, at most 15 characters, as the kernel keeps it. */
export function shortCommand({ argv, comm, command: text, state: kind }: ProcessView): string {
  const name = comm ?? argv[0] ?? text;
  const short = name.slice(name.lastIndexOf('/') + 1).slice(0, 15);
  return kind === 'zombie' ? `${short} <defunct>` : short;
}

function columnsOf(text: string): Column[] {
  return text
    .split(/[ ,]+/)
    .filter(Boolean)
    .map((part) => {
      const [key = '', ...rest] = part.split('=');
      return { key, title: rest.length > 0 ? rest.join('=') : (COLUMNS[key]?.title ?? key) };
    });
}

function print(process: Process, rows: readonly ProcessView[], columns: readonly Column[]): void {
  const busybox = isBusybox(process);
  const line = (cell: (one: Column, kind: Kind) => string): string =>
    columns
      .map((one, at) => {
        const kind = COLUMNS[one.key];
        if (!kind) return '';
        const width = busybox ? busyboxWidth(one.key, kind) : kind.width;
        const text = cell(one, kind);
        return width > 0 ? text.padStart(width) : at === columns.length - 1 ? text : text.padEnd(-width);
      })
      .join(' ');
  if (columns.some(({ title }) => title !== ''))
    process.out(`${line(({ title }) => title).trimEnd()}\n`.replace(/^ +PID/, busybox ? 'PID  ' : '$&'));
  for (const row of rows)
    process.out(`${line((_, kind) => (busybox && kind.title === 'TIME' ? '0:00' : kind.show(process, row)))}\n`);
}

/** BusyBox's columns are narrower (procps/ps.c). */
function busyboxWidth(key: string, kind: Kind): number {
  return { pid: 5, ppid: 5, time: 5, comm: -16 }[key] ?? kind.width;
}
