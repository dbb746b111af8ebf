import { calendar, START } from '../../kernel/index.ts';

/** The zero time, for what has never happened. */
export const NEVER = '0001-01-01T00:00:00Z';
/** The same as Go prints it. */
export const NO_TIME = '0001-01-01 00:00:00 +0000 UTC';

const two = (value: number): string => String(value).padStart(2, '0');

/** A host's time in ms since its start as seconds since 1970 and nanoseconds. Below the millisecond: made up, the same each time. */
function parts(ms: number): { seconds: number; nanos: number } {
  const whole = Math.floor(ms);
  const seconds = START + Math.floor(whole / 1000);
  const inSecond = ((whole % 1000) + 1000) % 1000;
  const fraction = Math.round((ms - whole) * 1e6);
  return {
    seconds,
    nanos: inSecond * 1_000_000 + (fraction === 0 ? (((whole * 7919) % 999_983) + 999_983) % 999_983 : fraction),
  };
}

function clock(seconds: number, between: string): string {
  const { year, month, day, hour, minute, second } = calendar(seconds);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}${between}${two(hour)}:${two(minute)}:${two(second)}`;
}

/** A moment as JSON has it, RFC 3339 with nanoseconds: `2026-11-24T08:00:01.5Z`. */
export function rfc3339(ms: number | undefined): string {
  if (ms === undefined) return NEVER;
  const { seconds, nanos } = parts(ms);
  const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '');
  return `${clock(seconds, 'T')}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** With all nine digits, as events and log lines have it. */
export function rfc3339Fixed(ms: number): string {
  const { seconds, nanos } = parts(ms);
  return `${clock(seconds, 'T')}.${String(nanos).padStart(9, '0')}Z`;
}

/** To the second: `2026-11-24T08:00:01Z`. */
export function rfc3339Seconds(ms: number): string {
  return `${clock(parts(ms).seconds, 'T')}Z`;
}

/** As Go's Time.String prints it: `2026-11-24 08:00:01 +0000 UTC`, with nanoseconds when asked for. */
export function goTime(ms: number, exact = false): string {
  const { seconds, nanos } = parts(ms);
  const fraction = exact ? `.${String(nanos).padStart(9, '0')}`.replace(/\.?0+$/, '') : '';
  return `${clock(seconds, ' ')}${fraction} +0000 UTC`;
}

/** Seconds since 1970. */
export function unixSeconds(ms: number): number {
  return parts(ms).seconds;
}

/** Nanoseconds since 1970, as text: they do not fit into a number. */
export function unixNanos(ms: number): string {
  const { seconds, nanos } = parts(ms);
  return `${seconds}${String(nanos).padStart(9, '0')}`;
}

/** A span of ms in words. Source: docker/go-units duration.go HumanDuration. */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.trunc(ms / 60_000);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.trunc(ms / 3_600_000 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(ms / 3_600_000 / 24 / 365)} years`;
}

/** A duration in ns as Go prints it: `1h0m0s`, `5s`, `1.5s`, `100ms`, `0s`. Source: Go time.Duration.String. */
export function durationText(nanos: number): string {
  if (nanos === 0) return '0s';
  if (nanos < 0) return `-${durationText(-nanos)}`;
  if (nanos < 1000) return `${nanos}ns`;
  if (nanos < 1e6) return `${nanos / 1000}µs`;
  if (nanos < 1e9) return `${nanos / 1e6}ms`;
  const whole = Math.floor(nanos / 1e9);
  const seconds = (whole % 60) + (nanos % 1e9) / 1e9;
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return `${hours > 0 ? `${hours}h` : ''}${whole >= 60 ? `${minutes}m` : ''}${Number(seconds.toFixed(9))}s`;
}
