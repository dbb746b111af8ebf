import { calendar, type Moment } from './clock.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A moment by a format of strftime, in UTC and the C locale. */
export function formatTime(format: string, seconds: number): string {
  const moment = calendar(seconds);
  return format.replaceAll(/%([-_0^#]?)(\d*)([a-zA-Z%])/g, (all, ...parts: string[]) => {
    const [flag = '', width = '', letter = ''] = parts;
    const text = PARTS[letter]?.(moment, seconds);
    if (text === undefined) return all;
    if (width !== '' && flag !== '-') return text.padStart(Number(width), flag === '_' || /^\D/.test(text) ? ' ' : '0');
    if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '');
    if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
    return flag === '^' ? text.toUpperCase() : text;
  });
}

type Part = (moment: Moment, seconds: number) => string;

const day = ({ weekday }: Moment): string => DAYS[weekday] ?? '';
const month = ({ month: number }: Moment): string => MONTHS[number - 1] ?? '';
const shortDay: Part = (moment) => day(moment).slice(0, 3);
const shortMonth: Part = (moment) => month(moment).slice(0, 3);
const hour12 = ({ hour }: Moment): number => (hour % 12 === 0 ? 12 : hour % 12);
const time: Part = ({ hour, minute, second }) => `${two(hour)}:${two(minute)}:${two(second)}`;
const american: Part = (moment) => `${two(moment.month)}/${two(moment.day)}/${two(moment.year % 100)}`;

const PARTS: Readonly<Record<string, Part>> = {
  Y: ({ year }) => String(year),
  C: ({ year }) => two(Math.floor(year / 100)),
  y: ({ year }) => two(year % 100),
  m: (moment) => two(moment.month),
  d: (moment) => two(moment.day),
  e: (moment) => String(moment.day).padStart(2),
  H: ({ hour }) => two(hour),
  I: (moment) => two(hour12(moment)),
  k: ({ hour }) => String(hour).padStart(2),
  l: (moment) => String(hour12(moment)).padStart(2),
  M: ({ minute }) => two(minute),
  S: ({ second }) => two(second),
  s: (_, seconds) => String(seconds),
  N: () => '000000000',
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  Z: () => 'UTC',
  z: () => '+0000',
  j: ({ yearday }) => String(yearday).padStart(3, '0'),
  a: shortDay,
  A: day,
  b: shortMonth,
  h: shortMonth,
  B: month,
  u: ({ weekday }) => String(weekday === 0 ? 7 : weekday),
  w: ({ weekday }) => String(weekday),
  U: ({ yearday, weekday }) => two(Math.floor((yearday + 6 - weekday) / 7)),
  V: (_, seconds) => two(isoWeek(seconds).week),
  G: (_, seconds) => String(isoWeek(seconds).year),
  W: ({ yearday, weekday }) => two(Math.floor((yearday + 6 - ((weekday + 6) % 7)) / 7)),
  F: (moment) => `${moment.year}-${two(moment.month)}-${two(moment.day)}`,
  T: time,
  X: time,
  R: ({ hour, minute }) => `${two(hour)}:${two(minute)}`,
  D: american,
  x: american,
  c: (moment, seconds) =>
    `${shortDay(moment, seconds)} ${shortMonth(moment, seconds)} ${String(moment.day).padStart(2)} ${time(moment, seconds)} ${moment.year}`,
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

/** Week and year of ISO 8601: those of the Thursday of the week. */
function isoWeek(seconds: number): { week: number; year: number } {
  const { weekday } = calendar(seconds);
  const { year, yearday } = calendar(seconds + (4 - (weekday === 0 ? 7 : weekday)) * 86_400);
  return { year, week: Math.floor((yearday - 1) / 7) + 1 };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
