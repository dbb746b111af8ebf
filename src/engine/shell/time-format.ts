import { calendar, type Moment } from './clock.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A moment by a format of strftime, in UTC and the C locale. */
export function formatTime(format: string, seconds: number): string {
  const moment = calendar(seconds);
  return format.replaceAll(/%([-_0^#]?)([a-zA-Z%])/g, (all, flag: string, letter: string) => {
    const text = part(moment, seconds, letter);
    if (text === undefined) return all;
    if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '');
    if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
    return flag === '^' ? text.toUpperCase() : text;
  });
}

function part(moment: Moment, seconds: number, letter: string): string | undefined {
  const { year, month, day, hour, minute, second, weekday, yearday } = moment;
  const hour12 = hour % 12 === 0 ? 12 : hour % 12;
  const parts: Readonly<Record<string, string>> = {
    Y: String(year),
    C: two(Math.floor(year / 100)),
    y: two(year % 100),
    m: two(month),
    d: two(day),
    e: String(day).padStart(2),
    H: two(hour),
    I: two(hour12),
    k: String(hour).padStart(2),
    l: String(hour12).padStart(2),
    M: two(minute),
    S: two(second),
    s: String(seconds),
    N: '000000000',
    p: hour < 12 ? 'AM' : 'PM',
    P: hour < 12 ? 'am' : 'pm',
    Z: 'UTC',
    z: '+0000',
    j: String(yearday).padStart(3, '0'),
    a: (DAYS[weekday] ?? '').slice(0, 3),
    A: DAYS[weekday] ?? '',
    b: (MONTHS[month - 1] ?? '').slice(0, 3),
    h: (MONTHS[month - 1] ?? '').slice(0, 3),
    B: MONTHS[month - 1] ?? '',
    u: String(weekday === 0 ? 7 : weekday),
    w: String(weekday),
    U: two(Math.floor((yearday + 6 - weekday) / 7)),
    W: two(Math.floor((yearday + 6 - ((weekday + 6) % 7)) / 7)),
    F: `${year}-${two(month)}-${two(day)}`,
    T: `${two(hour)}:${two(minute)}:${two(second)}`,
    X: `${two(hour)}:${two(minute)}:${two(second)}`,
    R: `${two(hour)}:${two(minute)}`,
    D: `${two(month)}/${two(day)}/${two(year % 100)}`,
    x: `${two(month)}/${two(day)}/${two(year % 100)}`,
    c: `${(DAYS[weekday] ?? '').slice(0, 3)} ${(MONTHS[month - 1] ?? '').slice(0, 3)} ${String(day).padStart(2)} ${two(hour)}:${two(minute)}:${two(second)} ${year}`,
    n: '\n',
    t: '\t',
    '%': '%',
  };
  return parts[letter];
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
