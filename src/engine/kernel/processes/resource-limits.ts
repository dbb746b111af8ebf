import type { Proc } from './proc.ts';

/** A resource limit as setrlimit(2) has it: the one that counts, and the one it may be raised to. Infinite: unlimited. */
export interface Bounds {
  readonly soft: number;
  readonly hard: number;
}

const KB = 1024;

/**
 * What `docker run` leaves a container with, by the letter of bash's ulimit; sizes of files in bytes, memory in kB. What is
 * not here is unlimited. Source: moby default ulimits, getrlimit(2).
 */
export const ULIMITS: Readonly<Record<string, Bounds>> = {
  e: { soft: 0, hard: 0 },
  l: { soft: 8 * KB, hard: 8 * KB },
  n: { soft: 1_048_576, hard: 1_048_576 },
  r: { soft: 0, hard: 0 },
  s: { soft: 8 * KB, hard: Number.POSITIVE_INFINITY },
};

/** RLIMIT_NPROC: counted by user; root is never refused (kernel/fork.c, copy_process). */
export function tooMany(procs: Iterable<Proc>, parent: Proc | undefined): boolean {
  const bound = parent?.limits.get('u')?.soft;
  const uid = parent?.credentials.uid;
  if (bound === undefined || uid === 0) return false;
  return [...procs].filter(({ credentials }) => credentials.uid === uid).length >= bound;
}
