import type { Container as Processes } from '../../kernel/index.ts';
import type { Container } from '../model.ts';
import { quotaOf } from './quota.ts';

/** What cpu.stat counts under a quota. Source: kernel sched-bwc.rst. */
export interface Throttling {
  /** Periods in which somebody ran. */
  readonly periods: number;
  /** Periods in which the quota was used up while somebody wanted more. */
  readonly throttled: number;
  /** Virtual ms for which processes were held up, added up. */
  readonly waited: number;
}

interface Meter {
  periods: number;
  throttled: number;
  waited: number;
  /** Virtual ms, and processor time used until then. */
  at: number;
  cpu: number;
  /** Number of the period that is not over, and processor time used in it. */
  period: number;
  used: number;
}

const meters = new WeakMap<Processes, Meter>();

/** Part of a quota that counts as all of it: turns of work do not end with periods. */
const ALL = 0.9;

/**
 * Counts periods up to now. A quota slows evenly here (contention.ts), so a period in which it is used up is one in which processes
 * that want more than the quota calculated to the end.
 */
export function throttlingOf({ hostConfig }: Container, processes: Processes): Throttling {
  const meter = meters.get(processes) ?? { periods: 0, throttled: 0, waited: 0, at: 0, cpu: 0, period: 0, used: 0 };
  meters.set(processes, meter);
  const quota = quotaOf(hostConfig);
  const { cpu, busy } = processes.usage();
  if (quota) pass(meter, { now: processes.now, cpu, busy: Math.max(1, busy), ...inMs(quota) });
  meter.at = processes.now;
  meter.cpu = cpu;
  return meter;
}

function inMs({ quota, period }: { quota: number; period: number }): { quota: number; period: number } {
  return { quota: quota / 1000, period: period / 1000 };
}

interface Until {
  readonly now: number;
  readonly cpu: number;
  readonly busy: number;
  readonly quota: number;
  readonly period: number;
}

/** Spreads what was used since the last look over the periods that have passed. */
function pass(meter: Meter, until: Until): void {
  const { now, period } = until;
  const last = Math.floor(now / period);
  const spent = until.cpu - meter.cpu;
  const rate = now > meter.at ? spent / (now - meter.at) : 0;
  if (last > meter.period) {
    meter.used += rate * Math.max(0, (meter.period + 1) * period - meter.at);
    close(meter, until, { used: meter.used, count: 1 });
    close(meter, until, { used: rate * period, count: last - meter.period - 1 });
    meter.used = rate * (now - last * period);
    meter.period = last;
  } else meter.used += spent;
}

function close(meter: Meter, { busy, quota, period }: Until, { used, count }: { used: number; count: number }): void {
  if (used <= 0 || count <= 0) return;
  meter.periods += count;
  // of several processes only the sum is known, and they take turns
  if (busy * period <= quota || (busy === 1 && used < ALL * quota)) return;
  meter.throttled += count;
  meter.waited += count * (busy * period - quota);
}
