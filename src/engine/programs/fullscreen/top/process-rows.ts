import { userName } from '../../../files/accounts.ts';
import { calendar, wallSeconds } from '../../../kernel/time/clock.ts';
import { memoryFigures } from '../../../kernel/memory/meminfo.ts';
import type { Process, ProcessUse, ProcessView } from '../../../kernel/system.ts';
import { reverse } from '../screen/frame.ts';

/** What top shows: all processes, and how much of a processor each took since the picture before. */
export interface Usage {
  readonly process: Process;
  /** Sorted. */
  readonly rows: readonly (ProcessView & ProcessUse)[];
  /** Virtual ms of processor time since the picture before, by pid. */
  readonly cpu: ReadonlyMap<number, number>;
  /** Virtual ms between the two. */
  readonly ms: number;
  /** Columns of the window; undefined: nobody looks, lines are whole and plain. */
  readonly columns: number | undefined;
}

const CPUS = 2;

function share({ cpu, ms }: Usage, pid: number): number {
  return ms > 0 ? ((cpu.get(pid) ?? 0) * 100) / ms : 0;
}

function busy(usage: Usage): number {
  return Math.min(100, usage.rows.reduce((sum, { pid }) => sum + share(usage, pid), 0) / CPUS);
}

function stateOf(usage: Usage, { state, pid }: ProcessView): string {
  if (state !== 'running') return state === 'zombie' ? 'Z' : 'T';
  return share(usage, pid) > 0 || pid === usage.process.pid ? 'R' : 'S';
}

function fit(line: string, columns: number | undefined): string {
  return columns === undefined ? line : line.slice(0, columns);
}

const kilo = (bytes: number): number => Math.round(bytes / 1024);

/** Lines of BusyBox's top; memory of processes is that in use, as what they have asked for is not modelled. Source: BusyBox procps/top.c; recorded from 1.37. */
export function busyboxTop(usage: Usage): readonly string[] {
  const { process, rows, columns } = usage;
  const memory = memoryFigures(process.system);
  const user = Math.round(busy(usage));
  const cpu = [
    `${pad(user)} usr`,
    `${pad(0)} sys`,
    `${pad(0)} nic`,
    `${pad(100 - user)} idle`,
    `${pad(0)} io`,
    `${pad(0)} irq`,
    `${pad(0)} sirq`,
  ];
  const live = rows.filter((row) => stateOf(usage, row) === 'R').length;
  // Debian's build leaves out on which processor a process was last
  const smp = process.system.os.busybox === undefined;
  const head = `  PID  PPID USER     STAT   VSZ %VSZ ${smp ? 'CPU ' : ''}%CPU COMMAND`;
  return [
    `Mem: ${kilo(memory.MemTotal - memory.MemFree)}K used, ${kilo(memory.MemFree)}K free, ${kilo(memory.Shmem)}K shrd, ${kilo(memory.Buffers)}K buff, ${kilo(memory.Cached)}K cached`,
    `CPU:${cpu.join('')}`,
    `Load average: 0.00 0.00 0.00 ${live}/${rows.length} ${rows.reduce((most, { pid }) => Math.max(most, pid), 0)}`,
    columns === undefined ? head : reverse(head),
    ...rows.map((row) => {
      const facts = [
        String(row.pid).padStart(5),
        String(row.ppid).padStart(5),
        (userName(process.system.tree, row.uid) ?? String(row.uid)).slice(0, 8).padEnd(8),
        stateOf(usage, row).padEnd(4) +
          brief(kilo(row.memory)).padStart(6) +
          pad(Math.floor((row.memory * 100) / memory.MemTotal)),
      ];
      const last = smp ? [String(row.pid % CPUS).padStart(3)] : [];
      const percent = `${String(Math.round(share(usage, row.pid) / CPUS)).padStart(3)}%`;
      return [...facts, ...last, percent, row.command].join(' ');
    }),
  ].map((line) => (line.startsWith('\u001B') ? line : fit(line, columns)));
}

function number(value: number, width: number): string {
  return value.toFixed(1).padStart(width);
}

function mebi(bytes: number): string {
  return number(bytes / 1024 / 1024, 8);
}

function pad(percent: number): string {
  return `${String(percent).padStart(4)}%`;
}

/** Kilobytes in five characters. */
function brief(kilobytes: number): string {
  return kilobytes < 100_000 ? String(kilobytes) : `${Math.round(kilobytes / 1024)}m`;
}

/** Lines of procps' top, the same said of memory. Source: recorded from procps 4.0.4. */
export function procpsTop(usage: Usage): readonly string[] {
  const { process, rows, columns } = usage;
  const memory = memoryFigures(process.system);
  const states = rows.map((row) => stateOf(usage, row));
  const count = (state: string): string => String(states.filter((one) => one === state).length).padStart(3);
  const user = busy(usage);
  const head = '  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND';
  return [
    `top - ${clock(process)} up ${Math.floor(process.now / 60_000)} min,  0 users,  load average: 0.00, 0.00, 0.00`,
    `Tasks: ${String(rows.length).padStart(3)} total, ${count('R')} running, ${count('S')} sleeping, ${count('T')} stopped, ${count('Z')} zombie`,
    `%Cpu(s): ${number(user, 4)} us,  0.0 sy,  0.0 ni, ${number(100 - user, 4)} id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st `,
    `MiB Mem : ${mebi(memory.MemTotal)} total, ${mebi(memory.MemFree)} free, ${mebi(memory.MemTotal - memory.MemAvailable)} used, ${mebi(memory.Buffers + memory.Cached + memory.SReclaimable)} buff/cache     `,
    `MiB Swap: ${mebi(memory.SwapTotal)} total, ${mebi(memory.SwapFree)} free, ${mebi(0)} used. ${mebi(memory.MemAvailable)} avail Mem `,
    '',
    columns === undefined ? head : reverse(head.padEnd(columns - 1)),
    ...rows.map((row, index) => {
      const size = String(kilo(row.memory));
      const facts = [
        String(row.pid).padStart(5),
        (userName(process.system.tree, row.uid) ?? String(row.uid)).slice(0, 8).padEnd(8),
        ' 20   0',
        size.padStart(7),
        size.padStart(6),
        '0'.padStart(6),
        states[index],
        number(share(usage, row.pid), 5),
        number((row.memory * 100) / memory.MemTotal, 5),
        cpuTime(row.cpu).padStart(9),
        name(row),
      ];
      return facts.join(' ');
    }),
  ].map((line) => (line.startsWith('\u001B') ? line : fit(line, columns)));
}

/** `4:28.78` */
function cpuTime(ms: number): string {
  const hundredths = Math.floor(ms / 10);
  const seconds = Math.floor(hundredths / 100);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}.${String(hundredths % 100).padStart(2, '0')}`;
}

function name({ comm, argv, command }: ProcessView): string {
  const whole = comm ?? argv[0] ?? command;
  const short = whole.slice(whole.lastIndexOf('/') + 1);
  return short.length > 10 ? `${short.slice(0, 9)}+` : short;
}

function clock(process: Process): string {
  const { hour, minute, second } = calendar(wallSeconds(process));
  return [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
}
