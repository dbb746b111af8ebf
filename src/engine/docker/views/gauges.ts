import type { Daemon } from '../daemon/daemon.ts';
import type { Host } from '../host.ts';
import { speedOf } from '../limits/contention.ts';
import { cpusOf } from '../limits/cpus.ts';
import { quotaOf } from '../limits/quota.ts';
import { peaksOf } from '../limits/peaks.ts';
import type { Container, Status } from '../model.ts';

/** What one container uses against what it may: its control group in figures. */
export interface Gauges {
  readonly id: string;
  readonly name: string;
  readonly state: Status;
  readonly exitCode: number;
  /** Bytes. */
  readonly memory: Gauge & {
    /** Processes that the kernel killed for want of memory since its last start. */
    readonly kills: number;
    /** Who needs more than there is waits instead of being killed (--oom-kill-disable). */
    readonly waits: boolean;
  };
  /** Processors. */
  readonly cpu: Omit<Gauge, 'peak'> & {
    /** Its programs would use more if they might. */
    readonly held: boolean;
    /** On average since it started. */
    readonly average: number;
    /** Weight against others where processors are short; 1024 is usual. */
    readonly shares: number;
    /** Numbers of the processors that it may use. */
    readonly cpus: readonly number[];
  };
  readonly pids: Gauge & {
    /** Processes that could not be started since its last start. */
    readonly refused: number;
  };
}

/** Use and limit of one thing. */
export interface Gauge {
  readonly now: number;
  /** The most at a time since its last start. */
  readonly peak: number;
  /** Undefined: none of its own. */
  readonly limit?: number;
  /** What the host has, which nobody gets beyond; undefined: nothing worth naming. */
  readonly host?: number;
}

/** The gauges of all containers, oldest first; those that do not run use nothing. Nothing is asked; it never fails. */
export function gauges({ daemon }: Host, _question: Readonly<Record<string, never>>): readonly Gauges[] {
  return [...daemon.store.containers.values()].map((container) => gaugesOf(daemon, container));
}

function gaugesOf(daemon: Daemon, container: Container): Gauges {
  const { id, name, state, hostConfig } = container;
  const usage = daemon.live.get(id)?.machine.processes.usage();
  const { Memory, PidsLimit, OomKillDisable } = hostConfig;
  const peaks = peaksOf(container);
  const memory = usage ? Math.round(usage.memory + usage.files) : 0;
  const processes = usage?.processes ?? 0;
  return {
    id,
    name,
    state: state.status,
    exitCode: state.exitCode,
    memory: {
      now: memory,
      peak: Math.max(memory, Math.round(peaks.memory)),
      ...(Memory > 0 ? { limit: Memory } : {}),
      host: daemon.profile.memory,
      kills: peaks.kills,
      waits: OomKillDisable === true,
    },
    cpu: cpuOf(daemon, container),
    pids: {
      now: processes,
      peak: Math.max(processes, peaks.processes),
      ...(PidsLimit !== null && PidsLimit > 0 ? { limit: PidsLimit } : {}),
      refused: peaks.refused,
    },
  };
}

function cpuOf(daemon: Daemon, container: Container): Gauges['cpu'] {
  const { hostConfig, state, id } = container;
  const usage = daemon.live.get(id)?.machine.processes.usage();
  const quota = quotaOf(hostConfig);
  const cpus = cpusOf(daemon, hostConfig);
  const busy = usage?.busy ?? 0;
  const now = busy === 0 ? 0 : busy * speedOf(daemon, container);
  const time = daemon.now - (state.startedAt ?? daemon.now);
  return {
    now,
    ...(quota ? { limit: quota.quota / quota.period } : {}),
    host: daemon.profile.cpus,
    held: now < busy - 0.001,
    average: usage && time > 0 ? usage.cpu / time : 0,
    shares: hostConfig.CpuShares > 0 ? hostConfig.CpuShares : 1024,
    cpus,
  };
}
