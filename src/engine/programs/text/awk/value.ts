import { floating } from '../../lib/number-format.ts';

/** Text that came from outside and looks like a number compares as one. */
export interface Outside {
  readonly text: string;
  readonly number: number;
}

/** A value; undefined is what a variable holds before anything was assigned: the empty text and zero. */
export type Value = number | string | Outside | undefined;

const NUMBER = /^[ \t\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n]*$/;
const START = /^[ \t\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;

/** A field, an element of `split`, `getline`, `-v`: a number when it looks like one. */
export function outside(text: string): Value {
  return NUMBER.test(text) ? { text, number: Number(text) } : text;
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  if (typeof value === 'object') return value.number;
  const start = START.exec(value)?.[0];
  return start === undefined ? 0 : Number(start);
}

/** `format` is CONVFMT, or OFMT in `print`; whole numbers need none. */
export function toText(value: Value, format = '%.6g'): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value === 'object') return value.text;
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return String(BigInt(value));
  const match = /^%\.?(\d*)([efgdEG])$/.exec(format);
  if (!match) return floating(value, 'g', 6);
  if (match[2] === 'd') return String(Math.trunc(value));
  return floating(value, match[2] ?? 'g', Number(match[1] || 6));
}

/** A number is true unless it is zero, a text unless it is empty. */
export function truth(value: Value): boolean {
  if (value === undefined) return false;
  if (typeof value === 'string') return value !== '';
  return toNumber(value) !== 0;
}

/** Below, equal or above zero; as numbers when both are, or look like, numbers. */
export function compare(left: Value, right: Value): number {
  if (typeof left !== 'string' && typeof right !== 'string') return toNumber(left) - toNumber(right);
  const [one, other] = [toText(left), toText(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}
