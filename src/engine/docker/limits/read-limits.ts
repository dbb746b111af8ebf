import type { Given } from '../cli/flags.ts';
import { refused, type Result } from '../daemon/daemon.ts';
import type { HostConfig, Ulimit } from '../model.ts';
import { readUlimit } from './flag-values.ts';
import { parseSize, nanoCpus } from './size.ts';

/** What the flags of limits of `run`, `create` and `update` ask for; what is not given is left out. Refused in the client's words. */
export function limitsAsked(given: Given): Result<Partial<HostConfig>> {
  const asked: Partial<HostConfig> = {};
  const bytes = (flag: string): number | undefined => {
    const value = given.value(flag);
    if (value === undefined) return undefined;
    if (value === '-1' && flag === 'memory-swap') return -1;
    const size = parseSize(value);
    return size.ok ? size.value : 0;
  };
  const set = <K extends keyof HostConfig>(key: K, value: HostConfig[K] | undefined): void => {
    if (value !== undefined) asked[key] = value;
  };
  set('Memory', bytes('memory'));
  set('MemorySwap', bytes('memory-swap'));
  set('MemoryReservation', bytes('memory-reservation'));
  set('ShmSize', bytes('shm-size'));
  const cpus = given.value('cpus');
  const nano = cpus === undefined ? undefined : nanoCpus(cpus);
  if (nano?.ok) asked.NanoCpus = nano.value;
  for (const [flag, key] of NUMBERS) {
    const value = given.value(flag);
    if (value !== undefined) asked[key] = Number(value);
  }
  set('CpusetCpus', given.value('cpuset-cpus'));
  set('CpusetMems', given.value('cpuset-mems'));
  const swappiness = Number(given.value('memory-swappiness') ?? -1);
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100))
    return refused(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  if (swappiness !== -1) asked.MemorySwappiness = swappiness;
  if (given.has('oom-kill-disable')) asked.OomKillDisable = given.on('oom-kill-disable');
  const ulimits = ulimitsOf(given.values('ulimit'));
  if (ulimits.length > 0) asked.Ulimits = ulimits;
  const extra = extraOf(given);
  if (Object.keys(extra).length > 0) asked.Extra = extra;
  return { ok: true, value: asked };
}

const NUMBERS = [
  ['cpu-shares', 'CpuShares'],
  ['cpu-period', 'CpuPeriod'],
  ['cpu-quota', 'CpuQuota'],
  ['pids-limit', 'PidsLimit'],
  ['blkio-weight', 'BlkioWeight'],
  ['oom-score-adj', 'OomScoreAdj'],
] as const;

/** The last of each name counts; they are listed by name. Source: recorded, lim-ulimits-b. */
function ulimitsOf(values: readonly string[]): Ulimit[] {
  const byName = new Map<string, Ulimit>();
  for (const value of values) {
    const read = readUlimit(value);
    if (typeof read !== 'string') byName.set(read.Name, read);
  }
  return [...byName.values()].toSorted((one, other) => (one.Name < other.Name ? -1 : 1));
}

/** What is only shown by `inspect`: nothing here slows a container's reads and writes down. */
function extraOf(given: Given): Record<string, unknown> {
  const extra: Record<string, unknown> = {};
  const pairs = (flag: string): [string, string][] =>
    given.values(flag).map((text) => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]);
  const rates: readonly (readonly [string, string])[] = [
    ['device-read-bps', 'BlkioDeviceReadBps'],
    ['device-write-bps', 'BlkioDeviceWriteBps'],
    ['device-read-iops', 'BlkioDeviceReadIOps'],
    ['device-write-iops', 'BlkioDeviceWriteIOps'],
  ];
  for (const [flag, key] of rates)
    if (given.has(flag))
      extra[key] = pairs(flag).map(([Path, rate]) => {
        const size = parseSize(rate);
        return { Path, Rate: size.ok ? size.value : Number(rate) };
      });
  if (given.has('blkio-weight-device'))
    extra['BlkioWeightDevice'] = pairs('blkio-weight-device').map(([Path, weight]) => ({
      Path,
      Weight: Number(weight),
    }));
  for (const [flag, key] of [
    ['cpu-rt-period', 'CpuRealtimePeriod'],
    ['cpu-rt-runtime', 'CpuRealtimeRuntime'],
  ] as const)
    if (given.has(flag)) extra[key] = Number(given.value(flag));
  if (given.has('device-cgroup-rule')) extra['DeviceCgroupRules'] = given.values('device-cgroup-rule');
  if (given.has('annotation')) extra['Annotations'] = annotationsOf(given.values('annotation'));
  if (given.has('cgroup-parent')) extra['CgroupParent'] = given.value('cgroup-parent');
  return extra;
}

/** `key=value`; a key alone has an empty value. */
function annotationsOf(values: readonly string[]): Record<string, string> {
  const pairs = values.map((text) => {
    const at = text.indexOf('=');
    return at < 0 ? ([text, ''] as const) : ([text.slice(0, at), text.slice(at + 1)] as const);
  });
  return Object.fromEntries(pairs);
}
