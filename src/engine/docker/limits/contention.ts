import type { Daemon } from '../daemon/daemon.ts';
import type { Container } from '../model.ts';
import { cpusOf } from './cpus.ts';
import { quotaOf } from './quota.ts';

/** What asks for processors: which it may use, how many it can use at most, and its weight against others. */
interface Demand {
  readonly id: string;
  /** A bit for each processor. */
  readonly cpus: number;
  readonly most: number;
  readonly weight: number;
}

/** Shares of a container that asks for none. Source: cgroups(7), cpu.shares. */
const SHARES = 1024;

/**
 * How many processors the processes of a container get that calculate, all together: its part of those it may use, by weight among the
 * containers that calculate on them too, never more than its quota and never more than one for each process. Source: kernel
 * sched-bwc.rst and sched-design-CFS.rst, without periods: a quota slows evenly here.
 */
export function speedOf(daemon: Daemon, container: Container): number {
  const own = demandOf(daemon, container);
  if (!own) return 1;
  const others = [...daemon.live.keys()].flatMap((id) => {
    const other = id === container.id ? undefined : daemon.store.containers.get(id);
    return (other && demandOf(daemon, other)) ?? [];
  });
  const part = others.length === 0 ? own.most : (divide([own, ...others]).get(own.id) ?? own.most);
  return Math.min(Math.max(1, busyOf(daemon, container)), Math.max(0.001, part));
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
  const usable = cpusOf(daemon, hostConfig);
  const most = Math.min(Math.max(1, busy), quota, usable.length);
  const cpus = usable.reduce((bits, cpu) => bits | (1 << cpu), 0);
  return { id, cpus, most, weight: hostConfig.CpuShares > 0 ? hostConfig.CpuShares : SHARES };
}

/**
 * Divides processors by weight, as far as everybody may use them: all parts grow evenly until somebody has what he can use, or a group
 * of processors has no more for those who may use no others; the rest grow on.
 */
function divide(demands: readonly Demand[]): Map<string, number> {
  const parts = new Map<string, number>();
  const groups = groupsOf(demands);
  let open = [...demands];
  while (open.length > 0) {
    let level = Math.min(...open.map(({ most, weight }) => most / weight));
    for (const group of groups) level = Math.min(level, levelOf(group, demands, parts));
    const done = open.filter(
      ({ cpus, most, weight }) =>
        most / weight <= level + EPSILON ||
        groups.some((group) => isWithin(cpus, group) && levelOf(group, demands, parts) <= level + EPSILON),
    );
    for (const { id, weight } of done) parts.set(id, level * weight);
    open = open.filter((one) => !done.includes(one));
  }
  return parts;
}

const EPSILON = 1e-12;

function isWithin(cpus: number, group: number): boolean {
  return (cpus & ~group) === 0;
}

/** Every union of the sets of processors that are asked for: where there can be too few. */
function groupsOf(demands: readonly Demand[]): readonly number[] {
  const groups = new Set<number>();
  for (const { cpus } of demands) for (const group of [0, ...groups]) groups.add(group | cpus);
  return [...groups];
}

/** How far those can grow, for each of their shares, who may use no processors but these. */
function levelOf(group: number, demands: readonly Demand[], parts: ReadonlyMap<string, number>): number {
  let left = count(group);
  let weights = 0;
  for (const { id, cpus, weight } of demands) {
    if (!isWithin(cpus, group)) continue;
    const part = parts.get(id);
    if (part === undefined) weights += weight;
    else left -= part;
  }
  return weights === 0 ? Number.POSITIVE_INFINITY : Math.max(0, left) / weights;
}

function count(bits: number): number {
  let number = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) number++;
  return number;
}
