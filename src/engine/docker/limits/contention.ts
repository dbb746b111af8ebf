import type { Daemon } from '../daemon/daemon.ts';
import type { Container } from '../model.ts';
import { cpusOf } from './cpus.ts';
import { quotaOf } from './quota.ts';

/** What asks for processors: how many processes calculate, the most it may have, and its weight against others. */
interface Demand {
  readonly id: string;
  readonly most: number;
  readonly weight: number;
}

/** Shares of a container that asks for none. Source: cgroups(7), cpu.shares. */
const SHARES = 1024;

/**
 * How much of a processor each process of a container that calculates gets: its part of the processors it may use, by weight among the
 * containers that calculate on them too, and never more than its quota. Source: kernel sched-bwc.rst and sched-design-CFS.rst, without
 * periods: a quota slows evenly here.
 */
export function speedOf(daemon: Daemon, container: Container): number {
  const cpus = new Set(cpusOf(daemon, container.hostConfig));
  const own = demandOf(daemon, container);
  if (!own) return 1;
  const others = [...daemon.live.keys()].flatMap((id) => {
    const other = id === container.id ? undefined : daemon.store.containers.get(id);
    if (!other || !cpusOf(daemon, other.hostConfig).some((cpu) => cpus.has(cpu))) return [];
    return demandOf(daemon, other) ?? [];
  });
  const part = divide([own, ...others], cpus.size).get(own.id) ?? own.most;
  return Math.min(1, Math.max(0.001, part / Math.max(1, busyOf(daemon, container))));
}

function busyOf(daemon: Daemon, { id }: Container): number {
  return daemon.live.get(id)?.machine.processes.usage().busy ?? 0;
}

function demandOf(daemon: Daemon, container: Container): Demand | undefined {
  const { hostConfig, id } = container;
  const busy = busyOf(daemon, container);
  const asked = quotaOf(hostConfig);
  const quota = asked ? asked.quota / asked.period : Number.POSITIVE_INFINITY;
  if (busy === 0 && asked === undefined) return undefined;
  const most = Math.min(Math.max(1, busy), quota, cpusOf(daemon, hostConfig).length);
  return { id, most, weight: hostConfig.CpuShares > 0 ? hostConfig.CpuShares : SHARES };
}

/** Divides processors by weight; what one does not need goes to the others. */
function divide(demands: readonly Demand[], processors: number): Map<string, number> {
  const parts = new Map<string, number>();
  let open = [...demands];
  let left = processors;
  while (open.length > 0) {
    const total = open.reduce((sum, { weight }) => sum + weight, 0);
    const room = left;
    const content = open.filter(({ most, weight }) => most <= (room * weight) / total);
    for (const demand of content.length > 0 ? content : open) {
      const part = content.length > 0 ? demand.most : (room * demand.weight) / total;
      parts.set(demand.id, part);
      left -= part;
    }
    open = content.length > 0 ? open.filter((one) => !content.includes(one)) : [];
  }
  return parts;
}
