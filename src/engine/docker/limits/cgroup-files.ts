import type { Usage } from '../../kernel/index.ts';
import type { Daemon } from '../daemon/daemon.ts';
import type { Container, HostConfig } from '../model.ts';
import { peaksOf } from './peaks.ts';
import { quotaOf } from './quota.ts';
import { throttlingOf, type Throttling } from './throttling.ts';

/** Largest number of bytes as cgroup v1 writes "no limit": pages of 4 kB below 2^63. */
const NO_LIMIT = '9223372036854771712';

/** Files below /sys/fs/cgroup of a container, by path. Which are there: cgroup v1 as on the recorded host, v2 by the kernel's cgroup-v2.rst. */
export function cgroupFiles(daemon: Daemon, container: Container, used: Usage): ReadonlyMap<string, string> {
  const { memory, kills, refused } = peaksOf(container);
  const live = daemon.live.get(container.id);
  const cpu = live ? throttlingOf(container, live.machine.processes) : { periods: 0, throttled: 0, waited: 0 };
  const usage = { ...used, most: Math.max(memory, used.memory), kills, refused, throttling: cpu };
  const { hostConfig } = container;
  const rows = daemon.profile.cgroup === 1 ? version1(daemon, hostConfig, usage) : version2(daemon, hostConfig, usage);
  return new Map(Object.entries(rows).map(([name, value]) => [name, value === '' ? '' : `${value}\n`]));
}

function list(daemon: Daemon, set: string): string {
  const { cpus } = daemon.profile;
  return set === '' ? (cpus === 1 ? '0' : `0-${cpus - 1}`) : set;
}

/** Whole pages, or what stands for no limit. */
function limitOf(bytes: number, none: string): string {
  return bytes > 0 ? String(Math.floor(bytes / 4096) * 4096) : none;
}

function pagesOf(bytes: number): number {
  return Math.ceil(bytes / 4096) * 4096;
}

/** What is used, and what the control group has counted. */
interface Counted extends Usage {
  /** Most bytes at a time. */
  readonly most: number;
  /** Processes killed for want of memory. */
  readonly kills: number;
  /** Forks that failed. */
  readonly refused: number;
  readonly throttling: Throttling;
}

function version1(daemon: Daemon, config: HostConfig, usage: Counted): Record<string, string> {
  const quota = quotaOf(config);
  const used = String(pagesOf(usage.memory));
  const cpus = list(daemon, config.CpusetCpus);
  const period = String(quota?.period ?? (config.CpuPeriod || 100_000));
  const { PidsLimit } = config;
  const { periods, throttled, waited } = usage.throttling;
  return {
    'blkio/blkio.throttle.read_bps_device': '',
    'blkio/blkio.throttle.write_bps_device': '',
    'blkio/blkio.throttle.io_serviced': 'Total 0',
    'cpu/cpu.cfs_period_us': period,
    'cpu/cpu.cfs_quota_us': String(quota?.quota ?? -1),
    'cpu/cpu.shares': String(config.CpuShares > 0 ? config.CpuShares : 1024),
    'cpu/cpu.stat': `nr_periods ${periods}\nnr_throttled ${throttled}\nthrottled_time ${Math.round(waited * 1e6)}\nnr_bursts 0\nburst_time 0`,
    'cpuacct/cpuacct.usage': String(Math.round(usage.cpu * 1e6)),
    // of these controllers nothing else is modelled
    'devices/notify_on_release': '0',
    'freezer/freezer.state': 'THAWED',
    'systemd/notify_on_release': '0',
    'cpuset/cpuset.cpus': cpus,
    'cpuset/cpuset.effective_cpus': cpus,
    'cpuset/cpuset.mems': config.CpusetMems === '' ? '0' : config.CpusetMems,
    'cpuset/cpuset.effective_mems': config.CpusetMems === '' ? '0' : config.CpusetMems,
    // at least: the kernel tries several times before it kills
    'memory/memory.failcnt': String(usage.kills),
    'memory/memory.limit_in_bytes': limitOf(config.Memory, NO_LIMIT),
    'memory/memory.memsw.limit_in_bytes': limitOf(config.MemorySwap, NO_LIMIT),
    'memory/memory.memsw.usage_in_bytes': used,
    'memory/memory.oom_control': `oom_kill_disable ${config.OomKillDisable ? 1 : 0}\nunder_oom 0\noom_kill ${usage.kills}`,
    'memory/memory.max_usage_in_bytes': String(pagesOf(usage.most)),
    'memory/memory.soft_limit_in_bytes': limitOf(config.MemoryReservation, NO_LIMIT),
    'memory/memory.swappiness': String(config.MemorySwappiness ?? 60),
    'memory/memory.usage_in_bytes': used,
    'pids/pids.current': String(usage.processes),
    'pids/pids.events': `max ${usage.refused}`,
    'pids/pids.max': PidsLimit !== null && PidsLimit > 0 ? String(PidsLimit) : 'max',
  };
}

/** Weight of v2 for shares of v1. Source: opencontainers/runc libcontainer/cgroups ConvertCPUSharesToCgroupV2Value (1.1). */
function weightOf(shares: number): number {
  return shares === 0 ? 100 : Math.floor(1 + ((shares - 2) * 9999) / 262_142);
}

function version2(daemon: Daemon, config: HostConfig, usage: Counted): Record<string, string> {
  const quota = quotaOf(config);
  const { Memory, MemorySwap, PidsLimit } = config;
  const used = String(pagesOf(usage.memory));
  const spent = Math.round(usage.cpu * 1000);
  const { periods, throttled, waited } = usage.throttling;
  return {
    'cgroup.controllers': 'cpuset cpu io memory hugetlb pids rdma misc',
    'cgroup.type': 'domain',
    'cgroup.events': 'populated 1\nfrozen 0',
    'cpu.max': `${quota?.quota ?? 'max'} ${quota?.period ?? 100_000}`,
    'cpu.stat': `usage_usec ${spent}\nuser_usec ${spent}\nsystem_usec 0\nnr_periods ${periods}\nnr_throttled ${throttled}\nthrottled_usec ${Math.round(waited * 1000)}`,
    'cpu.weight': String(weightOf(config.CpuShares)),
    'cpuset.cpus': config.CpusetCpus,
    'cpuset.cpus.effective': list(daemon, config.CpusetCpus),
    'cpuset.mems': config.CpusetMems,
    'cpuset.mems.effective': config.CpusetMems === '' ? '0' : config.CpusetMems,
    'memory.current': used,
    'memory.events': `low 0\nhigh 0\nmax ${usage.kills}\noom ${usage.kills}\noom_kill ${usage.kills}\noom_group_kill 0`,
    'memory.high': 'max',
    'memory.low': config.MemoryReservation > 0 ? String(config.MemoryReservation) : '0',
    'memory.max': limitOf(Memory, 'max'),
    'memory.peak': String(pagesOf(usage.most)),
    'memory.swap.current': '0',
    'memory.swap.max': MemorySwap > 0 && Memory > 0 ? String(MemorySwap - Memory) : 'max',
    'pids.current': String(usage.processes),
    'pids.events': `max ${usage.refused}`,
    'pids.max': PidsLimit !== null && PidsLimit > 0 ? String(PidsLimit) : 'max',
  };
}
