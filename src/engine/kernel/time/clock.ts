import type { Entry } from '../../files/tree.ts';
import type { Process } from '../system.ts';

/** The moment every run begins at, in seconds since 1970: 2026-11-24 08:00:00 UTC. */
export const START = 1_795_507_200;

/** The time that a process reads off the wall clock, in seconds since 1970. */
export function wallSeconds(process: Process): number {
  return START + Math.floor((process.system.clock?.() ?? process.now) / 1000);
}

// File trees hold no times. What `touch -d` and its like set is remembered as long as the entry stays as it is; all other
// files are from the start.
const times = new WeakMap<Entry, number>();

/** When an entry was last changed, in seconds since 1970. */
export function timeOf(entry: Entry): number {
  return times.get(entry) ?? START;
}

/** Remembers the time of an entry. */
export function setTime(entry: Entry, seconds: number): void {
  times.set(entry, seconds);
}

/** Seconds since 1970 as calendar fields, in UTC. Source: Howard Hinnant's `civil_from_days`, written anew. */
export interface Moment {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 to 366. */
  readonly yearday: number;
}

/** Seconds of a day. */
export const DAY = 86_400;

/** Days from 1970 to a date of the Gregorian calendar. */
export function daysFrom(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const inEra = shifted - era * 400;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719_468;
}

/** The calendar fields of a moment. */
export function calendar(seconds: number): Moment {
  const days = Math.floor(seconds / DAY);
  const rest = Math.floor(seconds) - days * DAY;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const years = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const part = Math.floor((5 * inYear + 2) / 153);
  const month = part < 10 ? part + 3 : part - 9;
  const year = years + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: inYear - Math.floor((153 * part + 2) / 5) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearday: days - daysFrom(year, 1, 1) + 1,
  };
}
