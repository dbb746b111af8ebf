import { done, refused, type Result } from '../daemon/daemon.ts';
import type { HostConfig } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';
import { readCpus } from './cpu-list.ts';

/** Bytes below which no limit of memory may be set. Source: moby daemon/daemon_unix.go linuxMinMemory. */
const LEAST_MEMORY = 6 * 1024 * 1024;

/** Where limits are about to be set: a new container, or one that `docker update` changes. */
export type Occasion = 'create' | 'update';

/**
 * What the daemon says about limits that contradict each other or the host; nothing is changed. Source: moby daemon/daemon_unix.go
 * verifyPlatformContainerResources (26.1), in its order; recorded, lim-memory-bad, lim-cpu-bad.
 */
export function verifyLimits(profile: Profile, limits: Partial<HostConfig>, occasion: Occasion = 'create'): Result {
  const memory = verifyMemory(limits, occasion);
  if (!memory.ok) return memory;
  const cpu = verifyCpu(profile, limits);
  if (!cpu.ok) return cpu;
  const { BlkioWeight = 0, ShmSize = 0, OomScoreAdj = 0 } = limits;
  // without a scheduler of weights they are dropped before anybody looks at them
  if (profile.blockWeights && BlkioWeight > 0 && (BlkioWeight < 10 || BlkioWeight > 1000))
    return refused('Range of blkio weight is from 10 to 1000');
  if (ShmSize < 0) return refused('SHM size can not be less than 0');
  if (OomScoreAdj < -1000 || OomScoreAdj > 1000)
    return refused(`Invalid value ${OomScoreAdj}, range for oom score adj is [-1000, 1000]`);
  return done;
}

function verifyMemory(limits: Partial<HostConfig>, occasion: Occasion): Result {
  const { Memory = 0, MemorySwap = 0, MemoryReservation = 0 } = limits;
  if (Memory !== 0 && Memory < LEAST_MEMORY) return refused('Minimum memory limit allowed is 6MB');
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory)
    return refused('Minimum memoryswap limit should be larger than memory limit, see usage');
  if (Memory === 0 && MemorySwap > 0 && occasion === 'create')
    return refused('You should always set the Memory limit when using Memoryswap limit, see usage');
  if (MemoryReservation > 0 && MemoryReservation < LEAST_MEMORY)
    return refused('Minimum memory reservation allowed is 6MB');
  if (Memory > 0 && MemoryReservation > Memory)
    return refused('Minimum memory limit can not be less than memory reservation limit, see usage');
  return done;
}

function verifyCpu(profile: Profile, limits: Partial<HostConfig>): Result {
  const { NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0, CpusetCpus = '', CpusetMems = '' } = limits;
  const { cpus } = profile;
  if (NanoCpus > 0 && CpuPeriod > 0) return refused('Conflicting options: Nano CPUs and CPU Period cannot both be set');
  if (NanoCpus > 0 && CpuQuota > 0) return refused('Conflicting options: Nano CPUs and CPU Quota cannot both be set');
  if (NanoCpus < 0 || NanoCpus > cpus * 1e9)
    return refused(`Range of CPUs is from 0.01 to ${cpus}.00, as there are only ${cpus} CPUs available`);
  if (CpuPeriod !== 0 && (CpuPeriod < 1000 || CpuPeriod > 1_000_000))
    return refused('CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)');
  if (CpuQuota > 0 && CpuQuota < 1000) return refused('CPU cfs quota can not be less than 1ms (i.e. 1000)');
  const available = cpus === 1 ? '0' : `0-${cpus - 1}`;
  for (const [what, list, most, has] of [
    ['cpuset cpus', CpusetCpus, cpus, available],
    ['cpuset mems', CpusetMems, 1, '0'],
  ] as const) {
    const read = readCpus(list);
    if (typeof read === 'string') return refused(`Invalid value ${list} for ${what}: ${read}`);
    if (read.some((one) => one >= most))
      return refused(
        `Requested ${what === 'cpuset cpus' ? 'CPUs' : 'memory nodes'} are not available - requested ${list}, available: ${has}`,
      );
  }
  return done;
}

/** Bytes of /dev/shm. Source: moby daemon/config/config.go DefaultShmSize. */
const DEFAULT_SHM = 67_108_864;

/** What the daemon makes of limits before it keeps them: swap is twice the memory where none was asked for. Source: moby daemon/daemon_unix.go adaptContainerSettings. */
export function adaptLimits(profile: Profile, limits: HostConfig): readonly string[] {
  const warnings: string[] = [];
  if (limits.Memory > 0 && limits.MemorySwap === 0) limits.MemorySwap = limits.Memory * 2;
  if (limits.ShmSize === 0) limits.ShmSize = DEFAULT_SHM;
  if (limits.MemoryReservation < 0) limits.MemoryReservation = 0;
  if (limits.PidsLimit !== null && limits.PidsLimit <= 0) limits.PidsLimit = null;
  if (profile.cgroup === 2) {
    if (limits.OomKillDisable) warnings.push('Your kernel does not support OomKillDisable. OomKillDisable discarded.');
    limits.OomKillDisable = null;
    if (limits.MemorySwappiness !== null)
      warnings.push(
        'Your kernel does not support memory swappiness capabilities or the cgroup is not mounted. Memory swappiness discarded.',
      );
    limits.MemorySwappiness = null;
  }
  if (limits.OomKillDisable && limits.Memory === 0)
    warnings.push(
      'OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.',
    );
  return profile.blockWeights ? warnings : [...warnings, ...withoutWeights(limits)];
}

/** What is said where weights are dropped. */
export const NO_WEIGHTS =
  'Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.';

/** A kernel without a scheduler of weights drops them. Source: moby daemon/daemon_unix.go, for hosts without blkio.weight. */
function withoutWeights(limits: HostConfig): string[] {
  const warnings: string[] = [];
  if (limits.BlkioWeight > 0) {
    warnings.push(NO_WEIGHTS);
    limits.BlkioWeight = 0;
  }
  if (limits.Extra['BlkioWeightDevice'] === undefined) return warnings;
  const { BlkioWeightDevice: _, ...others } = limits.Extra;
  limits.Extra = others;
  warnings.push(
    'Your kernel does not support Block I/O weight_device or the cgroup is not mounted. Weight-device discarded.',
  );
  return warnings;
}
