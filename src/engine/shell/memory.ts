import type { Proc } from './kernel/proc.ts';
import type { Machine } from './machine.ts';
import type { Usage } from './rights.ts';

const MB = 1024 * 1024;
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
  if (bytes > MOST) machine.halt('more memory than the simulator follows');
  relieve(machine);
  return isAlive(proc) && freeMemory(machine) >= 0;
}

/** Bytes that one process may hold here, where no control group stops it before. */
const MOST = 2048 * MB;

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
