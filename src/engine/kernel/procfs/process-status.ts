import { capable, hexOf, maskOf } from '../../files/index.ts';
import { memoryOf } from '../memory/memory.ts';
import { ULIMITS, type Bounds } from '../processes/resource-limits.ts';
import type { Proc } from '../processes/proc.ts';
import type { Machine } from '../machine.ts';

/** The file that was executed, without its folder, cut to 15 characters. */
export function commOf({ argv }: Proc): string {
  const name = argv[0] ?? '';
  return name.slice(name.lastIndexOf('/') + 1).slice(0, 15);
}

/** Capabilities that Docker and BuildKit leave root with. Source: moby daemon/pkg/oci/caps/defaults.go; recorded, sec-status. */
const BOUNDING = maskOf(
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'.split(
    ' ',
  ),
);

/** Text of /proc/PID/status: names and order of proc_pid_status(5); sizes that are not modelled are left out. */
export function statusOf(machine: Machine, proc: Proc, looking: boolean): string {
  const { credentials } = proc;
  const { uid, gid, groups, umask, real = credentials, bounding = BOUNDING } = credentials;
  const effective = credentials.capabilities ?? (capable(credentials, 'CHOWN') ? bounding : 0);
  const { rights, cgroup } = machine.system;
  const cpus = cgroup?.cpus ?? [0, 1];
  const states = {
    running: looking ? 'R (running)' : 'S (sleeping)',
    stopped: 'T (stopped)',
    zombie: 'Z (zombie)',
  };
  const kilobytes = `${String(Math.round(memoryOf(proc) / 1024)).padStart(8)} kB`;
  return [
    `Name:\t${commOf(proc)}`,
    ...(proc.state === 'zombie' ? [] : [`Umask:\t${umask.toString(8).padStart(4, '0')}`]),
    `State:\t${states[proc.state]}`,
    `Tgid:\t${proc.pid}`,
    'Ngid:\t0',
    `Pid:\t${proc.pid}`,
    `PPid:\t${proc.ppid}`,
    'TracerPid:\t0',
    `Uid:\t${real.uid}\t${uid}\t${uid}\t${uid}`,
    `Gid:\t${real.gid}\t${gid}\t${gid}\t${gid}`,
    'FDSize:\t64',
    `Groups:\t${groups.join(' ')} `,
    ...(proc.state === 'zombie' ? [] : [`VmHWM:\t${kilobytes}`, `VmRSS:\t${kilobytes}`]),
    'Threads:\t1',
    ...signalsOf(proc),
    `CapInh:\t${hexOf(0)}`,
    `CapPrm:\t${hexOf(effective)}`,
    `CapEff:\t${hexOf(effective)}`,
    `CapBnd:\t${hexOf(bounding)}`,
    `CapAmb:\t${hexOf(0)}`,
    `NoNewPrivs:\t${rights?.noNewPrivileges ? 1 : 0}`,
    `Seccomp:\t${rights?.seccomp ?? 2}`,
    `Seccomp_filters:\t${(rights?.seccomp ?? 2) === 2 ? 1 : 0}`,
    `Cpus_allowed:\t${cpus.reduce((mask, cpu) => mask + 2 ** cpu, 0).toString(16)}`,
    `Cpus_allowed_list:\t${rangesOf(cpus)}`,
    'Mems_allowed:\t1',
    'Mems_allowed_list:\t0',
    '',
  ].join('\n');
}

/** Signals that wait, are ignored and are caught, as masks of 64 bits: signal n is bit n - 1. */
function signalsOf({ actions, queued }: Proc): string[] {
  const all = [...actions];
  return [
    `SigPnd:\t${maskOfSignals([])}`,
    `ShdPnd:\t${maskOfSignals(queued)}`,
    `SigBlk:\t${maskOfSignals([])}`,
    `SigIgn:\t${maskOfSignals(all.flatMap(([signal, action]) => (action === 'ignore' ? [signal] : [])))}`,
    `SigCgt:\t${maskOfSignals(all.flatMap(([signal, action]) => (action === 'ignore' ? [] : [signal])))}`,
  ];
}

function maskOfSignals(signals: Iterable<number>): string {
  return hexOf([...new Set(signals)].reduce((sum, signal) => sum + 2 ** (signal - 1), 0));
}

/** `0-1,3` */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

/** Rows of /proc/PID/limits: letter of bash's ulimit, name, unit of it, bytes of one of ulimit's. Source: fs/proc/base.c lnames. */
const ROWS: readonly (readonly [string, string, string, number])[] = [
  ['t', 'Max cpu time', 'seconds', 1],
  ['f', 'Max file size', 'bytes', 1],
  ['d', 'Max data size', 'bytes', 1024],
  ['s', 'Max stack size', 'bytes', 1024],
  ['c', 'Max core file size', 'bytes', 1],
  ['m', 'Max resident set', 'bytes', 1024],
  ['u', 'Max processes', 'processes', 1],
  ['n', 'Max open files', 'files', 1],
  ['l', 'Max locked memory', 'bytes', 1024],
  ['v', 'Max address space', 'bytes', 1024],
  ['x', 'Max file locks', 'locks', 1],
  ['i', 'Max pending signals', 'signals', 1],
  ['q', 'Max msgqueue size', 'bytes', 1],
  ['e', 'Max nice priority', '', 1],
  ['r', 'Max realtime priority', '', 1],
  ['R', 'Max realtime timeout', 'us', 1],
];

/** Text of /proc/PID/limits. */
export function limitsOf({ limits }: Proc): string {
  const unlimited: Bounds = { soft: Number.POSITIVE_INFINITY, hard: Number.POSITIVE_INFINITY };
  const rows = ROWS.map(([letter, name, unit, bytes]) => {
    const { soft, hard } = limits.get(letter) ?? ULIMITS[letter] ?? unlimited;
    return `${name.padEnd(25)} ${shown(soft * bytes)} ${shown(hard * bytes)} ${unit.padEnd(10)}`;
  });
  return `${'Limit'.padEnd(25)} ${'Soft Limit'.padEnd(20)} ${'Hard Limit'.padEnd(20)} ${'Units'.padEnd(10)}\n${rows.join('\n')}\n`;
}

function shown(value: number): string {
  return (Number.isFinite(value) ? String(value) : 'unlimited').padEnd(20);
}
