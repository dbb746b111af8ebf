import type { Gauges } from '../../../../engine/docker/views/index.ts';
import { count, formatBinary } from '../../../../ui/format.ts';

/** What a gauge says: the figure beside its scale, and the sentence below it. */
export interface GaugeWords {
  readonly value: string;
  readonly text: string;
}

/** Memory against its limit: what is highest so far, and what happens or happened at the limit. */
export function memoryWords({ memory }: Gauges): GaugeWords {
  const { now, peak, limit, host, kills, waits } = memory;
  const value =
    limit === undefined ? `${formatBinary(now)}, no limit` : `${formatBinary(now)} of ${formatBinary(limit)}`;
  const highest = `Highest ${formatBinary(peak)}.`;
  const killed = kills === 0 ? '' : ` The kernel has killed ${kills === 1 ? 'a process' : `${kills} processes`} in it.`;
  if (limit === undefined)
    return {
      value,
      text: `${highest}${killed} Without a limit the host’s memory is the limit: ${formatBinary(host ?? 0)}.`,
    };
  const at = waits
    ? 'At the limit processes wait until memory is free (--oom-kill-disable).'
    : 'At the limit the kernel kills the process that has most: exit 137, OOMKilled true.';
  return { value, text: `${highest}${killed} ${at}` };
}

/** Processors in use against the quota. */
export function cpuWords({ cpu }: Gauges): GaugeWords {
  const { now, limit, host = 1, held, average, shares, cpus } = cpu;
  const value = limit === undefined ? `${now.toFixed(2)}, no limit` : `${now.toFixed(2)} of ${limit.toFixed(2)}`;
  const where = cpus.length < host ? ` Only on processor ${cpus.join(', ')}.` : '';
  const mean = average >= 0.005 ? ` On average ${average.toFixed(2)} since its start.` : '';
  const weight = shares === 1024 ? '' : ` Its weight is ${shares} shares where processors are short; 1024 is usual.`;
  if (limit === undefined) {
    const text = held
      ? 'Others calculate too: it gets its part, slower, not stopped.'
      : `Without a limit it may take ${cpus.length === 1 ? 'a whole processor' : `all ${count(cpus.length, 'processor')}`}.`;
    return { value, text: `${text}${mean}${where}${weight}` };
  }
  const text = held ? 'Held at the limit: slower, not stopped.' : 'At the limit it is slowed, not stopped.';
  return { value, text: `${text}${mean}${where}${weight}` };
}

/** Processes against the pids limit. */
export function pidsWords({ pids }: Gauges): GaugeWords {
  const { now, peak, limit, refused } = pids;
  const failed = refused === 0 ? '' : ` Fork failed ${refused === 1 ? 'once' : `${refused} times`}.`;
  const at =
    limit === undefined
      ? 'Without a limit a fork bomb takes the host’s.'
      : 'At the limit fork fails; nothing is killed.';
  const value = limit === undefined ? `${now}, no limit` : `${now} of ${limit}`;
  return { value, text: `Highest ${peak}.${failed} ${at}` };
}

/** What a container uses of that for which it has no limit: "memory 819 KiB, highest 1.2 MiB; 1 process". Empty: it has all limits. */
export function unlimitedWords({ memory, cpu, pids }: Gauges): string {
  const parts = [
    ...(memory.limit === undefined ? [`memory ${formatBinary(memory.now)}, highest ${formatBinary(memory.peak)}`] : []),
    ...(cpu.limit === undefined ? [`CPU ${cpu.now.toFixed(2)}`] : []),
    ...(pids.limit === undefined
      ? [`${pids.now} ${pids.now === 1 ? 'process' : 'processes'}, highest ${pids.peak}`]
      : []),
  ];
  return parts.length === 0 ? '' : `Without a limit: ${parts.join('; ')}.`;
}

/** Whether there is a limit to show, or something that happened at one. */
export function hasLimit({ memory, cpu, pids }: Gauges): boolean {
  return [memory, cpu, pids].some(({ limit }) => limit !== undefined) || memory.kills > 0 || cpu.held;
}

/** Which limit matters most, as a sentence that leads. */
export function leadingWords(all: readonly Gauges[]): string {
  if (all.length === 0) return 'No container, no limits.';
  const killed = all.find(({ memory }) => memory.kills > 0);
  if (killed) return `${killed.name} ran out of memory: the kernel killed a process in it.`;
  const refused = all.find(({ pids }) => pids.refused > 0);
  if (refused) return `${refused.name} ran into its limit of processes: fork failed.`;
  const held = all.find(({ cpu }) => cpu.held && cpu.limit !== undefined);
  if (held) return `${held.name} is held at its limit of processors.`;
  const near = all.find(({ memory }) => memory.limit !== undefined && memory.peak > 0.9 * memory.limit);
  if (near) return `${near.name} was within a tenth of its limit of memory.`;
  const limited = all.some(({ memory, cpu, pids }) => [memory, cpu, pids].some(({ limit }) => limit !== undefined));
  return limited ? 'No container is at a limit.' : 'No container has a limit.';
}
