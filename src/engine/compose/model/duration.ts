import { quoted } from '../value.ts';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/** Nanoseconds of a duration as Go writes it, or Go's error. Source: Go time.ParseDuration. */
export function readDuration(text: string): { ok: true; value: number } | { ok: false; why: string } {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return { ok: true, value: 0 };
  const bad = (why: string): { ok: false; why: string } => ({ ok: false, why: `time: ${why} ${quoted(text)}` });
  if (rest === '') return bad('invalid duration');
  let total = 0;
  let left = rest;
  while (left !== '') {
    const [all = '', number = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(left) ?? [];
    if (all === '') return bad('invalid duration');
    if (unit === '') return bad('missing unit in duration');
    const size = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (size === undefined) return { ok: false, why: `time: unknown unit ${quoted(unit)} in duration ${quoted(text)}` };
    total += Number(number) * size;
    left = left.slice(all.length);
  }
  if (total > 2 ** 63) return bad('invalid duration');
  return { ok: true, value: Math.round(sign === '-' ? -total : total) };
}

/** `1m30s`, as Go's Duration.String prints nanoseconds. */
export function durationText(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  const size = Math.abs(nanoseconds);
  if (size < 1e3) return `${sign}${size}ns`;
  if (size < 1e6) return `${sign}${size / 1e3}µs`;
  if (size < 1e9) return `${sign}${size / 1e6}ms`;
  const hours = Math.floor(size / 3.6e12);
  const minutes = Math.floor(size / 6e10) % 60;
  const seconds = Math.round(size % 6e10) / 1e9;
  return `${sign}${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}
