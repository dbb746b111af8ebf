import { quote } from './go-text.ts';

/** Go's `strconv` and `time.ParseDuration`, for their answers and their messages. */

/** `strconv.ParseBool`; undefined for what it refuses. */
export function parseBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(?:0|f|F|false|FALSE|False)$/.test(text) ? false : undefined;
}

/** `strconv.ParseInt(text, 10, 32)`, or its message. */
export function parseInt32(text: string): number | string {
  const digits = /^[+-]?\d*/.exec(text)?.[0] ?? '';
  const value = Number(digits || '0');
  const message = (reason: string) => `strconv.ParseInt: parsing ${quote(text)}: ${reason}`;
  // Go stops at the digit that is one too many for 32 bits without a look at what follows.
  if (Math.abs(value) >= 2 ** 32) return message('value out of range');
  if (digits !== text || !/\d$/.test(digits)) return message('invalid syntax');
  if (value >= 2 ** 31 || value < -(2 ** 31)) return message('value out of range');
  return value === 0 ? 0 : value;
}

/** `strconv.ParseUint(text, base, 32)`; undefined for what it refuses. */
export function parseUint32(text: string, base: 8 | 10): number | undefined {
  if (!(base === 8 ? /^[0-7]+$/ : /^\d+$/).test(text)) return undefined;
  const value = Number.parseInt(text, base);
  return value < 2 ** 32 ? value : undefined;
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  '\u00b5s': 1_000n,
  '\u03bcs': 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const LIMIT = 2n ** 63n;

/** `time.ParseDuration` in nanoseconds, or its message. */
export function parseDuration(text: string): bigint | string {
  const invalid = `time: invalid duration ${quoteBytes(text)}`;
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  let rest = text.slice(sign.length);
  if (rest === '0') return 0n;
  if (rest === '') return invalid;
  let total = 0n;
  while (rest !== '') {
    const [number = '', whole = '', point = '', fraction = ''] = /^(\d*)(\.?)(\d*)/.exec(rest) ?? [];
    if (number === '' || number === point) return invalid;
    if (whole.length > 40 || BigInt(whole || '0') > LIMIT) return invalid;
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return `time: missing unit in duration ${quoteBytes(text)}`;
    const size = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (size === undefined) return `time: unknown unit ${quoteBytes(unit)} in duration ${quoteBytes(text)}`;
    rest = rest.slice(unit.length);
    // Go divides first, so that 64-bit arithmetic cannot overflow.
    if (BigInt(whole || '0') > LIMIT / size) return invalid;
    total += BigInt(whole || '0') * size + partOf(size, fraction);
    if (total > LIMIT) return invalid;
  }
  if (sign === '-') return -total;
  return total > LIMIT - 1n ? invalid : total;
}

/** The digits behind a point of a unit, with the rounding of Go's arithmetic; it drops digits that 64 bits cannot hold. */
function partOf(size: bigint, fraction: string): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of fraction) {
    const next = value * 10n + BigInt(digit);
    if (value > (LIMIT - 1n) / 10n || next > LIMIT) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(size) / scale)));
}

/** The quoting of Go's `time` package: bytes that are no ASCII as `\x..`. */
function quoteBytes(text: string): string {
  const body = text.replace(/[^ -\x7f]|["\\]/gu, (char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return encodeURIComponent(code >= 0xd800 && code <= 0xdfff ? '\ufffd' : char)
      .toLowerCase()
      .replaceAll('%', '\\x');
  });
  return `"${body}"`;
}
