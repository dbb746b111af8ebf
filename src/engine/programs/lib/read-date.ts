import { calendar, DAY, daysFrom } from '../../kernel/time/clock.ts';

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

/** Seconds since 1970 of calendar fields in UTC. */
export function secondsOf({ year, month, day, hour = 0, minute = 0, second = 0 }: Fields): number {
  return daysFrom(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
}

const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  sec: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  day: DAY,
  week: 7 * DAY,
};

/** Reads what `date -d` and `touch -d` are given: `@N`, ISO dates and times, now, today, yesterday, `N days ago`. */
export function readMoment(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  const at = /^@(-?\d+)(?:\.\d+)?$/.exec(trimmed);
  if (at) return Number(at[1]);
  const iso =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(?:Z|UTC|GMT|\+00:?00)?$/i.exec(
      trimmed,
    );
  if (iso) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = iso
      .slice(1)
      .map((part) => Number(part ?? 0));
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
    const moment = secondsOf({ year, month, day, hour, minute, second });
    // The 30th of February is none.
    return calendar(moment).day === day ? moment : undefined;
  }
  const day = /^(\d{4})(\d\d)(\d\d)$/.exec(trimmed);
  if (day) return readMoment(`${day[1]}-${day[2]}-${day[3]}`, now);
  const clock = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(trimmed);
  if (clock) return readMoment(`${dateOf(now)} ${trimmed}`, now);
  if (trimmed === '' || trimmed === 'now') return trimmed === '' ? Math.floor(now / DAY) * DAY : now;
  if (trimmed === 'today') return now;
  if (trimmed === 'yesterday') return now - DAY;
  if (trimmed === 'tomorrow') return now + DAY;
  const relative = /^([-+]?)\s*(\d+)\s*([a-z]+?)s?(\s+ago)?$/.exec(trimmed);
  const unit = UNITS[relative?.[3] ?? ''];
  if (!relative || unit === undefined) return undefined;
  const sign = (relative[1] === '-') !== (relative[4] !== undefined) ? -1 : 1;
  return now + sign * Number(relative[2]) * unit;
}

function dateOf(seconds: number): string {
  const { year, month, day } = calendar(seconds);
  return `${year}-${month}-${day}`;
}

/** Reads the stamp of `touch -t` and `date`: `[[CC]YY]MMDDhhmm[.ss]`. */
export function readStamp(text: string): number | undefined {
  const match = /^(\d\d)?(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const [, century, short, month = '', day = '', hour = '', minute = '', second = '0'] = match;
  // With ten digits the first two are the year.
  const years = short === undefined ? century : short;
  const head = short === undefined ? undefined : century;
  const year =
    years === undefined
      ? 2026
      : head === undefined
        ? (Number(years) < 69 ? 2000 : 1900) + Number(years)
        : Number(head + years);
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return secondsOf({
    year,
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  });
}
