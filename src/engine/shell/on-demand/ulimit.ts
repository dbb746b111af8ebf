import { ULIMITS, type Bounds } from '../../kernel/processes/resource-limits.ts';
import { builtinPrefix, write, type Shell } from '../state/shell-state.ts';

/** Letters of each shell, in the order of `ulimit -a`, as that prints them (recorded from dash 0.5.12, bash 5.2.37, BusyBox 1.37). */
const LABELS: Readonly<Record<Shell['dialect'], Readonly<Record<string, string>>>> = {
  dash: {
    t: 'time(seconds)        ',
    f: 'file(blocks)         ',
    d: 'data(kbytes)         ',
    s: 'stack(kbytes)        ',
    c: 'coredump(blocks)     ',
    m: 'memory(kbytes)       ',
    l: 'locked memory(kbytes) ',
    p: 'process              ',
    n: 'nofiles              ',
    v: 'vmemory(kbytes)      ',
    w: 'locks                ',
    r: 'rtprio               ',
  },
  bash: {
    c: 'core file size              (blocks, -c) ',
    d: 'data seg size               (kbytes, -d) ',
    e: 'scheduling priority                 (-e) ',
    f: 'file size                   (blocks, -f) ',
    l: 'max locked memory           (kbytes, -l) ',
    m: 'max memory size             (kbytes, -m) ',
    n: 'open files                          (-n) ',
    r: 'real-time priority                  (-r) ',
    s: 'stack size                  (kbytes, -s) ',
    t: 'cpu time                   (seconds, -t) ',
    u: 'max user processes                  (-u) ',
    v: 'virtual memory              (kbytes, -v) ',
    x: 'file locks                          (-x) ',
  },
  ash: {
    c: 'core file size (blocks)         (-c) ',
    d: 'data seg size (kb)              (-d) ',
    e: 'scheduling priority             (-e) ',
    f: 'file size (blocks)              (-f) ',
    l: 'max locked memory (kb)          (-l) ',
    m: 'max memory size (kb)            (-m) ',
    n: 'open files                      (-n) ',
    r: 'real-time priority              (-r) ',
    s: 'stack size (kb)                 (-s) ',
    t: 'cpu time (seconds)              (-t) ',
    u: 'max user processes              (-u) ',
    v: 'virtual memory (kb)             (-v) ',
    x: 'file locks                      (-x) ',
  },
};

/** The letter under which the kernel keeps a limit: dash names two of them in its own way. */
function keyOf(shell: Shell, letter: string): string {
  return shell.dialect === 'dash' ? ({ p: 'u', w: 'x' }[letter] ?? letter) : letter;
}

/** `ulimit` with its arguments; answers the status. */
export function ulimit(shell: Shell, args: readonly string[]): number {
  const flags = args.filter((arg) => arg.startsWith('-')).join('');
  const value = args.find((arg) => !arg.startsWith('-'));
  const letters = [...flags.replaceAll(/[-HS]/g, '')];
  const labels = LABELS[shell.dialect];
  const bad = letters.find((letter) => letter !== 'a' && labels[letter] === undefined);
  if (bad !== undefined) return illegal(shell, bad);
  const side = flags.includes('H') && !flags.includes('S') ? 'hard' : 'soft';
  if (letters.includes('a')) {
    for (const [letter, label] of Object.entries(labels))
      write(shell, 1, `${label}${show(shell, keyOf(shell, letter), side)}\n`);
    return 0;
  }
  const letter = letters.at(-1) ?? 'f';
  if (value === undefined) {
    write(shell, 1, `${show(shell, keyOf(shell, letter), side)}\n`);
    return 0;
  }
  const wanted = value === 'unlimited' ? Number.POSITIVE_INFINITY : /^\d+$/.test(value) ? Number(value) : undefined;
  if (wanted === undefined) return badNumber(shell, value);
  const both = !/[HS]/.test(flags);
  return set(shell, letter, { soft: both || flags.includes('S'), hard: both || flags.includes('H'), wanted });
}

function boundsOf(shell: Shell, key: string): Bounds {
  return (
    shell.proc.limits.get(key) ?? ULIMITS[key] ?? { soft: Number.POSITIVE_INFINITY, hard: Number.POSITIVE_INFINITY }
  );
}

/** Blocks of files are 1 kB in bash, 512 bytes elsewhere; kept are bytes for those, else the number as it is shown. */
function unit(shell: Shell, key: string): number {
  return key === 'c' || key === 'f' ? (shell.dialect === 'bash' ? 1024 : 512) : 1;
}

function show(shell: Shell, key: string, side: 'soft' | 'hard'): string {
  const bound = boundsOf(shell, key)[side];
  return bound === Number.POSITIVE_INFINITY ? 'unlimited' : String(Math.floor(bound / unit(shell, key)));
}

/** setrlimit(2): nobody in a container may raise a hard limit (CAP_SYS_RESOURCE is not among Docker's), and soft ≤ hard. */
function set(shell: Shell, letter: string, how: { soft: boolean; hard: boolean; wanted: number }): number {
  const key = keyOf(shell, letter);
  const old = boundsOf(shell, key);
  const wanted = how.wanted * unit(shell, key);
  const made = { soft: how.soft ? wanted : old.soft, hard: how.hard ? wanted : old.hard };
  if (made.soft > made.hard) return refused(shell, letter, 'Invalid argument');
  if (made.hard > old.hard) return refused(shell, letter, 'Operation not permitted');
  shell.proc.limits = new Map(shell.proc.limits).set(key, made);
  return 0;
}

function refused(shell: Shell, letter: string, reason: string): number {
  const label = (LABELS.bash[letter] ?? '').replace(/ *\(.*$/, '');
  const text = {
    dash: `${builtinPrefix(shell, 'ulimit')}error setting limit (${reason})`,
    ash: `sh: error setting limit: ${reason}`,
    bash: `${builtinPrefix(shell, 'ulimit')}${label}: cannot modify limit: ${reason}`,
  }[shell.dialect];
  write(shell, 2, `${text}\n`);
  return shell.dialect === 'dash' ? 2 : 1;
}

function badNumber(shell: Shell, value: string): number {
  const text = {
    dash: `${builtinPrefix(shell, 'ulimit')}bad number`,
    ash: `sh: invalid number '${value}'`,
    bash: `${builtinPrefix(shell, 'ulimit')}${value}: invalid number`,
  }[shell.dialect];
  write(shell, 2, `${text}\n`);
  return shell.dialect === 'dash' ? 2 : 1;
}

function illegal(shell: Shell, letter: string): number {
  const usage = 'ulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]';
  const text = {
    dash: `${builtinPrefix(shell, 'ulimit')}Illegal option -${letter}`,
    ash: `ulimit: unrecognized option: ${letter}`,
    bash: `${builtinPrefix(shell, 'ulimit')}-${letter}: invalid option\n${usage}`,
  }[shell.dialect];
  write(shell, 2, `${text}\n`);
  return shell.dialect === 'ash' ? 1 : 2;
}
