import type { HostConfig } from '../model.ts';

/** Processors' worth of time that a container may use; infinite without a quota. Source: moby daemon/daemon_unix.go getCPUResources. */
export function quotaOf({ NanoCpus, CpuQuota, CpuPeriod }: HostConfig): { quota: number; period: number } | undefined {
  if (NanoCpus > 0) return { quota: Math.trunc(NanoCpus / 10_000), period: 100_000 };
  return CpuQuota > 0 ? { quota: CpuQuota, period: CpuPeriod || 100_000 } : undefined;
}
