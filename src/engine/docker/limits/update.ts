import { describe } from '../daemon/event-attributes.ts';
import type { Daemon, Result } from '../daemon/daemon.ts';
import { refused } from '../daemon/daemon.ts';
import { verifyRestart } from '../daemon/containers/verify-settings.ts';
import type { Container, HostConfig } from '../model.ts';
import { NO_WEIGHTS, verifyLimits } from './verify.ts';

/**
 * Changes limits of a container, running or not; what is zero or not given stays. Source: moby container/container_unix.go
 * UpdateContainer, daemon/update.go; recorded, run-update, lim-combo-b.
 */
export function updateContainer(
  daemon: Daemon,
  container: Container,
  asked: Partial<HostConfig>,
): Result<readonly string[]> {
  const verified = verifyLimits(daemon.profile, asked, 'update');
  if (!verified.ok) return verified;
  const restart = verifyRestart(asked.RestartPolicy);
  if (!restart.ok) return restart;
  const conflict = conflictOf(asked, container.hostConfig);
  if (conflict !== undefined) return refused(`Cannot update container ${container.id}: ${conflict}`);
  const { CpuShares = 0, BlkioWeight = 0 } = asked;
  if (daemon.live.has(container.id) && daemon.profile.cgroup === 1 && CpuShares === 1)
    return refused(
      `Cannot update container ${container.id}: runc did not terminate successfully: exit status 1: the minimum allowed cpu-shares is 2\n: unknown`,
    );
  const weightless = BlkioWeight > 0 && !daemon.profile.blockWeights;
  apply(container.hostConfig, weightless ? { ...asked, BlkioWeight: 0 } : asked);
  daemon.emit({ type: 'container', action: 'update', id: container.id, attributes: describe(container) });
  return { ok: true, value: weightless ? [NO_WEIGHTS] : [] };
}

function conflictOf(asked: Partial<HostConfig>, now: HostConfig): string | undefined {
  const { NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0, Memory = 0, MemorySwap = 0 } = asked;
  if (NanoCpus > 0 && now.CpuPeriod > 0) return clash('Nano CPUs', 'CPU Period');
  if (NanoCpus > 0 && now.CpuQuota > 0) return clash('Nano CPUs', 'CPU Quota');
  if (CpuPeriod > 0 && now.NanoCpus > 0) return clash('CPU Period', 'NanoCPUs');
  if (CpuQuota > 0 && now.NanoCpus > 0) return clash('CPU Quota', 'NanoCPUs');
  if (Memory !== 0 && Memory > now.MemorySwap && MemorySwap === 0)
    return 'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time';
  const policy = asked.RestartPolicy?.Name ?? 'no';
  return now.AutoRemove && policy !== 'no'
    ? 'Restart policy cannot be updated because AutoRemove is enabled for the container'
    : undefined;
}

const NUMBERS = [
  'BlkioWeight',
  'CpuShares',
  'NanoCpus',
  'CpuPeriod',
  'CpuQuota',
  'Memory',
  'MemorySwap',
  'MemoryReservation',
] as const;

function apply(now: HostConfig, asked: Partial<HostConfig>): void {
  for (const key of NUMBERS) {
    const value = asked[key] ?? 0;
    if (value !== 0) now[key] = value;
  }
  if (asked.CpusetCpus) now.CpusetCpus = asked.CpusetCpus;
  if (asked.CpusetMems) now.CpusetMems = asked.CpusetMems;
  // less than 0 means: without a limit
  if (asked.PidsLimit !== undefined && asked.PidsLimit !== null && asked.PidsLimit !== 0)
    now.PidsLimit = Math.max(0, asked.PidsLimit);
  if (asked.RestartPolicy) now.RestartPolicy = asked.RestartPolicy;
}

function clash(what: string, already: string): string {
  return `Conflicting options: ${what} cannot be updated as ${already} has already been set`;
}
