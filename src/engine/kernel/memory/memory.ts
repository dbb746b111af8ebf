import { forever, type Proc } from '../processes/proc.ts';
import { putError } from '../streams/write.ts';
import type { Machine } from '../machine.ts';
import type { Usage } from '../rights.ts';
import type { Shell } from '../../shell/state/shell-state.ts';
import type { Task } from '../system.ts';

const MB = 1024 * 1024;
const INT = 2;
const KILL = 9;

/**
 * Bytes that a program takes before it does anything, by the name of its file; assumed from `ps -o rss` of the recorded images
 * (BusyBox about 0.7 MB, dash 0.8, bash 3.3, node 20 about 42).
 */
const BASES: Readonly<Record<string, number>> = { node: 42 * MB, python3: 9 * MB, java: 40 * MB, bash: 3.3 * MB };
const BASE = 0.8 * MB;

/** Bytes of memory that a process has, files not counted. */
export function memoryOf(proc: Proc): number {
  if (proc.state === 'zombie') return 0;
  const name = proc.argv[0] ?? '';
  return (BASES[name.slice(name.lastIndexOf('/') + 1)] ?? BASE) + proc.memory;
}

/** What all processes of a machine use together. */
export function usageOf({ kernel, system }: Machine): Usage {
  let memory = 0;
  let busy = 0;
  for (const proc of kernel.procs.values()) {
    memory += memoryOf(proc);
    if (proc.burned > 0 && proc.state === 'running') busy++;
  }
  const files = system.cgroup?.inFiles() ?? 0;
  return { memory, files, processes: kernel.procs.size, busy, cpu: kernel.cpu };
}

/** Bytes that may still be taken before the limit is reached. */
export function freeMemory(machine: Machine): number {
  const { cgroup } = machine.system;
  if (!cgroup) return Number.POSITIVE_INFINITY;
  const { memory, files } = usageOf(machine);
  return cgroup.memory - memory - files;
}

/**
 * A process holds so many bytes beside its program from now on. Where that is more than the control group may have, the kernel kills
 * the process with the most memory, which may be this one or the first. Answers whether it may go on. Source: mm/oom_kill.c oom_badness; recorded, lim-oom.
 */
export function hold(machine: Machine, proc: Proc, bytes: number): boolean {
  proc.memory = bytes;
  if (bytes > MOST) {
    overrun(machine, proc, 'more memory than the simulator follows');
    return false;
  }
  relieve(machine);
  return isAlive(proc) && freeMemory(machine) >= 0;
}

/**
 * A process goes beyond what the simulator follows. On a host with containers it alone ends, with the simulator's message; everywhere else
 * the run does.
 */
export function overrun(machine: Machine, proc: Proc, reason: string): void {
  if (!machine.limits.largeFiles) machine.halt(reason);
  else if (isAlive(proc)) {
    machine.report(reason);
    putError(proc, proc.fds.get(2), `stopped by the simulator: ${reason}\n`);
    const { kernel } = machine;
    // the shell at a keyboard gives up its command, as after Ctrl+C
    const stays = [0, 1, 2].some((fd) => proc.fds.get(fd)?.terminal) && typeof proc.actions.get(INT) === 'function';
    if (stays) for (const child of kernel.children(proc.pid)) kernel.deliver(child, INT, 'limit');
    kernel.deliver(proc, stays ? INT : KILL, 'limit');
  }
}

/** Bytes that one process may hold here, where no control group stops it before. */
const MOST = 2048 * MB;

/**
 * Whether a control group stops who takes memory without end: bytes beyond what the simulator keeps are then counted and not kept,
 * since who takes them is killed or waits.
 */
export function isBounded({ system }: Machine): boolean {
  return system.cgroup !== undefined && system.cgroup.memory < MOST;
}

/** Characters of a value up to which a shell's variable does not count: it is lost in what the shell takes anyway. */
const SMALL = 4096;

/** Bytes that the variables of a shell take, small ones left out. */
function inVariables(variables: Shell['variables']): number {
  let bytes = 0;
  for (const { value, elements } of variables.values()) {
    if (elements) bytes += elements.size > 8 ? inElements(elements) : 0;
    else if (value !== undefined && value.length > SMALL) bytes += value.length;
  }
  return bytes;
}

/** Bytes that an element of an array takes beside its text: bash's ARRAY_ELEMENT and two headers of malloc; assumed from array.h. */
const ELEMENT = 80;
const counted = new WeakMap<ReadonlyMap<string, string>, number>();

function inElements(elements: ReadonlyMap<string, string>): number {
  let bytes = counted.get(elements);
  if (bytes !== undefined) return bytes;
  bytes = 0;
  for (const text of elements.values()) bytes += ELEMENT + text.length;
  counted.set(elements, bytes);
  return bytes;
}

/**
 * A shell is about to give a variable a text of so many characters: while it does, the text is there twice, as it was put together
 * and as it is kept (dash: the stack block and savestr in setvar). Nothing is counted for small ones.
 */
export function beforeAssigning(shell: Shell, characters: number): void {
  if (characters > SMALL) takesText(shell, characters);
}

/** The same, of a text that is large. */
export function takesText(shell: Shell, characters: number): void {
  hold(shell.machine, shell.proc, inVariables(shell.variables) + 2 * characters);
}

/** Counts the variables of a shell anew, and kills where they are too much. */
export function holdVariables(shell: Shell): void {
  const bytes = inVariables(shell.variables);
  if (bytes > SMALL || shell.proc.memory > 0) hold(shell.machine, shell.proc, bytes);
}

/** Variables of a shell have changed, one of them from `before` to `after` characters. */
export function assigned(shell: Shell, before: number, after: number): void {
  if (before > SMALL || after > SMALL) shell.proc.memory = inVariables(shell.variables);
}

/** Bytes after which the memory is counted again. */
const PIECE = 262_144;

/** See `holder`. */
interface Holder {
  /** False: what came is not to be kept. */
  takes(count: number): boolean;
  /** It was too much for the simulator: who reads stops. */
  lost: boolean;
  /** Everything was read, and goes where it is counted anew. */
  done(): void;
}

/**
 * Counts what a process reads and holds beside what it has, up to `most` characters that are kept. Beyond that it goes on only in a
 * control group, and without keeping anything (`takes` answers false).
 */
export function holder(machine: Machine, proc: Proc, most: number): Holder {
  const before = proc.memory;
  let length = 0;
  let told = PIECE;
  const made: Holder = {
    lost: false,
    takes(count) {
      length += count;
      if (length > most && !isBounded(machine) && !made.lost) {
        made.lost = true;
        overrun(machine, proc, 'more output than the simulator keeps');
      }
      if (length > told) {
        told = length + PIECE;
        hold(machine, proc, before + length);
      }
      return length <= most;
    },
    done() {
      if (length > most && !made.lost) overrun(machine, proc, 'more output than the simulator keeps');
      proc.memory = before;
    },
  };
  return made;
}

/** Waits where a process was killed for want of memory, or has to wait for some (`--oom-kill-disable`). */
export function* room(machine: Machine, proc: Proc): Task<void> {
  if (!isAlive(proc)) yield* forever();
  while (machine.system.cgroup?.waits && freeMemory(machine) < 0) yield { ready: () => freeMemory(machine) >= 0 };
}

function isAlive({ state }: Proc): boolean {
  return state !== 'zombie';
}

/** Kills for want of memory, when there is: files in memory may have grown. */
export function relieve(machine: Machine): void {
  const { cgroup } = machine.system;
  if (!cgroup) return;
  const free = freeMemory(machine);
  cgroup.seen?.(cgroup.memory - free);
  if (free >= 0 || cgroup.waits) return;
  const live = [...machine.kernel.procs.values()].filter(({ state }) => state !== 'zombie');
  const victim = live.toSorted((one, other) => memoryOf(other) - memoryOf(one) || other.pid - one.pid)[0];
  if (!victim) return;
  cgroup.killed();
  machine.kernel.deliver(victim, KILL, 'memory');
}

/** Longest text one word may become, in UTF-16 units. */
export const MAX_LENGTH = 2_000_000;

/** Longest value of a variable in a control group. Nobody but `${#x}` may ask for more of one than MAX_LENGTH. */
const MAX_VALUE = 2 ** 28;

/** A text of so many characters is about to be made: it may be too long for the simulator, or for the memory there is. */
export function* mayBeLong(shell: Shell, length: number): Task<void> {
  if (length <= MAX_LENGTH) return;
  const { machine, proc } = shell;
  if (!isBounded(machine)) {
    overrun(machine, proc, 'text longer than 2 MB');
  } else {
    takesText(shell, length);
    if (length > MAX_VALUE) overrun(machine, proc, 'text longer than 256 MB');
  }
  if (!machine.halted) yield* room(machine, proc);
}
