/** What /proc/meminfo says of the machine's memory, whatever a container may use of it. How it is divided is assumed. */
import type { System } from '../system.ts';

/** Bytes, by their names in /proc/meminfo, in its order. */
export interface MemoryFigures {
  readonly MemTotal: number;
  readonly MemFree: number;
  readonly MemAvailable: number;
  readonly Buffers: number;
  readonly Cached: number;
  readonly SwapCached: number;
  readonly SwapTotal: number;
  readonly SwapFree: number;
  readonly Shmem: number;
  readonly SReclaimable: number;
}

/** Of a machine that nobody has described. */
const TOTAL = 4026532 * 1024;
const SHARED = 9 * 1024 * 1024;

/** The figures of the machine that a system runs on. */
export function memoryFigures({ memory, cgroup }: Pick<System, 'memory' | 'cgroup'>): MemoryFigures {
  const { total, used } = memory?.() ?? { total: cgroup?.total ?? TOTAL, used: 0 };
  return {
    MemTotal: total,
    MemFree: Math.max(0, total * 0.75 - used),
    MemAvailable: Math.max(0, total * 0.9 - used),
    Buffers: total * 0.01,
    Cached: total * 0.12,
    SwapCached: 0,
    SwapTotal: 0,
    SwapFree: 0,
    Shmem: SHARED,
    SReclaimable: total * 0.02,
  };
}
