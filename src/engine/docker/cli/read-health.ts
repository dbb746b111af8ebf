import { refused, type Result } from '../daemon/daemon.ts';
import type { Healthcheck } from '../model.ts';
import { parseDuration } from './duration.ts';
import type { Given } from './flags.ts';

/** The health check that flags ask for; undefined: the image's. Source: docker/cli cli/command/container/opts.go parse. */
export function readHealth(given: Given): Result<Healthcheck | undefined> {
  const nanoseconds = (name: string): number => {
    const read = parseDuration(given.value(`health-${name}`) ?? '0');
    return read.ok ? read.value : 0;
  };
  const command = given.value('health-cmd') ?? '';
  const figures = {
    interval: nanoseconds('interval'),
    timeout: nanoseconds('timeout'),
    retries: Number(given.value('health-retries') ?? '0'),
    'start-period': nanoseconds('start-period'),
    'start-interval': nanoseconds('start-interval'),
  };
  const asked = command !== '' || Object.values(figures).some((figure) => figure !== 0);
  if (given.on('no-healthcheck'))
    return asked
      ? refused('--no-healthcheck conflicts with --health-* options')
      : { ok: true, value: { Test: ['NONE'] } };
  if (!asked) return { ok: true, value: undefined };
  const negative = Object.entries(figures).find(([, figure]) => figure < 0);
  if (negative) return refused(`--health-${negative[0]} cannot be negative`);
  const value: Healthcheck = {
    Test: command === '' ? [] : ['CMD-SHELL', command],
    ...(figures.interval ? { Interval: figures.interval } : {}),
    ...(figures.timeout ? { Timeout: figures.timeout } : {}),
    ...(figures['start-period'] ? { StartPeriod: figures['start-period'] } : {}),
    ...(figures['start-interval'] ? { StartInterval: figures['start-interval'] } : {}),
    ...(figures.retries ? { Retries: figures.retries } : {}),
  };
  return { ok: true, value };
}
