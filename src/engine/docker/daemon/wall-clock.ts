import { calendar, daysFrom, DAY, START } from '../../kernel/index.ts';
import { parseDuration } from '../cli/duration.ts';
import { refused, type Result } from './daemon.ts';

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** `2026-11-24T08:00:01.500000000Z`: a moment of the host, in virtual ms, with nine digits as logs and events have it. */
export function rfc3339(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const { year, month, day, hour, minute, second } = calendar(START + seconds);
  const rest = String(Math.round((ms - seconds * 1000) * 1e6)).padStart(9, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${rest}Z`;
}

/**
 * The virtual ms that `--since` and `--until` mean: a duration before now, a date, or seconds since 1970. Refused in the client's
 * words. Source: moby api/types/time/timestamp.go GetTimestamp; recorded, run-logs.
 */
export function readMoment(text: string, now: number): Result<number> {
  const duration = parseDuration(text);
  if (duration.ok && text !== '0') return { ok: true, value: now - duration.value / 1e6 };
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?)?(Z|z|[-+]\d\d:\d\d)?$/.exec(text);
  if (parts) return momentOf(text, parts);
  if (text.includes('-')) {
    const layout = text.includes('T') ? '2006-01-02T15:04:05' : '2006-01-02';
    return refused(
      `parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(text)} as "2006"`,
    );
  }
  if (!/^\d+(?:\.\d+)?$/.test(text))
    return refused(`failed to parse value as time or duration: ${JSON.stringify(text)}`);
  return { ok: true, value: (Number(text) - START) * 1000 };
}

function momentOf(text: string, parts: readonly (string | undefined)[]): Result<number> {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const long = month === 2 ? daysFrom(year, 3, 1) - daysFrom(year, 2, 1) : 30 + ((month + (month > 7 ? 1 : 0)) % 2);
  const ranges = [
    ['month', month < 1 || month > 12],
    ['day', day < 1 || day > long],
    ['hour', hour > 23],
    ['minute', minute > 59],
    ['second', second > 59],
  ] as const;
  const wrong = ranges.find(([, out]) => out);
  if (wrong) return refused(`parsing time ${JSON.stringify(text)}: ${wrong[0]} out of range`);
  const zone = /^([-+])(\d\d):(\d\d)$/.exec(parts[8] ?? '');
  const shift = zone ? (zone[1] === '-' ? 1 : -1) * (Number(zone[2]) * 60 + Number(zone[3])) * 60 : 0;
  const seconds = daysFrom(year, month, day) * DAY + hour * 3600 + minute * 60 + second + shift + Number(parts[7] ?? 0);
  return { ok: true, value: (seconds - START) * 1000 };
}
