import type { Daemon, Live } from '../daemon/daemon.ts';
import { bytesSize } from '../format/sizes.ts';
import { context } from '../format/context.ts';
import type { Value } from '../format/value.ts';
import type { Container } from '../model.ts';

/** One look at what a container uses; undefined when it does not run. */
export interface Sample {
  /** Host time, virtual ms. */
  readonly at: number;
  /** Processor time since its start, virtual ms. */
  readonly cpu: number;
}

/** Looks at a container's counters. */
export function sample(daemon: Daemon, container: Container): Sample | undefined {
  const live = daemon.live.get(container.id);
  return live && { at: daemon.now, cpu: live.machine.processes.usage().cpu };
}

/** Headings of `docker stats`. Source: docker/cli cli/command/container/formatter_stats.go. */
export const HEADINGS: Readonly<Record<string, string>> = {
  Container: 'CONTAINER',
  Name: 'NAME',
  ID: 'CONTAINER ID',
  CPUPerc: 'CPU %',
  MemUsage: 'MEM USAGE / LIMIT',
  MemPerc: 'MEM %',
  NetIO: 'NET I/O',
  BlockIO: 'BLOCK I/O',
  PIDs: 'PIDS',
};

export const TABLE =
  'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';

interface Asked {
  readonly container: Container;
  /** As it was named, for the column of that name. */
  readonly reference: string;
  readonly before: Sample | undefined;
  readonly noTrunc: boolean;
  /** One look only: the daemon answers for what does not run with figures of nought. */
  readonly once: boolean;
}

/** A row of `docker stats`: what a container uses since an earlier look; when it does not run noughts at one look, dashes in a stream. Source: moby daemon/stats.go ContainerStats; recorded, run-wait-y. */
export function statsRow(daemon: Daemon, { container, reference, before, noTrunc, once }: Asked): Value {
  const live = daemon.live.get(container.id);
  const id = noTrunc ? container.id : container.id.slice(0, 12);
  const names = { Container: reference, ID: id, Name: container.name };
  if (!live && once)
    return context('*container.statsContext', {
      ...names,
      CPUPerc: '0.00%',
      MemUsage: '0B / 0B',
      MemPerc: '0.00%',
      NetIO: '0B / 0B',
      BlockIO: '0B / 0B',
      PIDs: '0',
    });
  if (!live)
    return context('*container.statsContext', {
      ...names,
      CPUPerc: '--',
      MemUsage: '-- / --',
      MemPerc: '--',
      NetIO: '--',
      BlockIO: '--',
      PIDs: '--',
    });
  return context('*container.statsContext', { ...names, ...figures(daemon, container, { live, before }) });
}

function figures(
  daemon: Daemon,
  container: Container,
  { live, before }: { live: Live; before: Sample | undefined },
): Record<string, string> {
  const { memory, files, processes, cpu } = live.machine.processes.usage();
  const used = memory + files;
  const limit = container.hostConfig.Memory > 0 ? container.hostConfig.Memory : daemon.profile.memory;
  const elapsed = before ? daemon.now - before.at : 0;
  const share = elapsed > 0 && before ? ((cpu - before.cpu) / elapsed) * 100 : 0;
  return {
    CPUPerc: `${share.toFixed(2)}%`,
    MemUsage: `${bytesSize(used)} / ${bytesSize(limit)}`,
    MemPerc: `${((used / limit) * 100).toFixed(2)}%`,
    NetIO: '0B / 0B',
    BlockIO: '0B / 0B',
    PIDs: String(processes),
  };
}
