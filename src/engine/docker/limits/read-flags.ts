import type { Flag, Given } from '../cli/flags.ts';
import type { Asked } from '../daemon/asked.ts';
import type { Result } from '../daemon/daemon.ts';
import type { HostConfig, Ulimit } from '../model.ts';
import { parseSize } from './size.ts';

/** Refuses a value of a flag about limits, in pflag's words, while flags are read. */
export function checkLimitFlag(flag: Flag, value: string): string | undefined {
  if (flag.type === 'bytes') {
    if (flag.name === 'memory-swap' && value === '-1') return undefined;
    const size = parseSize(value);
    return size.ok ? undefined : size.message;
  }
  if (flag.name === 'cpus') {
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(value))
      return `failed to parse ${value} as a rational number`;
    return Number.isInteger(Number((Number(value) * 1e9).toFixed(3))) ? undefined : 'value is too precise';
  }
  return undefined;
}

/** Limits of a new container as its flags ask for them; refused in the client's words. */
export function readLimits(given: Given): Result<Asked> {
  const bytes = (name: string): number => {
    const size = parseSize(given.value(name) ?? '0');
    return size.ok ? size.value : -1;
  };
  const number = (name: string): number => Number(given.value(name) ?? '0');
  const swappiness = Number(given.value('memory-swappiness') ?? '-1');
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100))
    return { ok: false, message: `invalid value: ${swappiness}. Valid memory swappiness range is 0-100` };
  const hostConfig: Partial<HostConfig> = {
    Memory: bytes('memory'),
    MemoryReservation: bytes('memory-reservation'),
    MemorySwap: bytes('memory-swap'),
    MemorySwappiness: given.has('memory-swappiness') ? swappiness : null,
    OomKillDisable: given.on('oom-kill-disable'),
    OomScoreAdj: number('oom-score-adj'),
    NanoCpus: Math.round(number('cpus') * 1e9),
    CpuShares: number('cpu-shares'),
    CpuPeriod: number('cpu-period'),
    CpuQuota: number('cpu-quota'),
    CpusetCpus: given.value('cpuset-cpus') ?? '',
    CpusetMems: given.value('cpuset-mems') ?? '',
    BlkioWeight: number('blkio-weight'),
    PidsLimit: given.has('pids-limit') ? number('pids-limit') : null,
    Ulimits: given.values('ulimit').map(ulimitOf),
    ...(given.has('shm-size') ? { ShmSize: bytes('shm-size') } : {}),
  };
  return { ok: true, value: { hostConfig } };
}

function ulimitOf(text: string): Ulimit {
  const [Name = '', limits = ''] = text.split('=');
  const [soft = '', hard = soft] = limits.split(':');
  return { Name, Hard: Number(hard), Soft: Number(soft) };
}
