import type { Daemon } from '../daemon/daemon.ts';
import type { HostConfig } from '../model.ts';
import { readCpus } from './cpu-list.ts';

/** Processors that a container may use. */
export function cpusOf(daemon: Daemon, { CpusetCpus }: Pick<HostConfig, 'CpusetCpus'>): readonly number[] {
  const read = readCpus(CpusetCpus);
  if (typeof read !== 'string' && read.length > 0) return read;
  return Array.from({ length: daemon.profile.cpus }, (_, cpu) => cpu);
}
