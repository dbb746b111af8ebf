import { quote } from './go-text.ts';

/** Go's `strconv` and `time.ParseDuration`, for their answers and their messages. */

/** `strconv.ParseBool`; undefined for what it refuses. */
export function parseBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(?:0|f|F|false|FALSE|False)$/.test(text) ? false : undefined;
}

/** `strconv.ParseInt(text, 10, 32)`, or its message. */
export function parseInt32(text: string): number | string {
  if (!/^[+-]?\d+$/.test(text)) return `strconv.ParseInt: parsing ${quote(text)}: invalid syntax`;
  const value = Number(text);
  if (value >= 2 ** 31 || value < -(2 ** 31)) return `strconv.ParseInt: parsing ${quote(text)}: value out of range`;
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
    total += BigInt(whole || '0') * size + BigInt(Math.trunc(Number(`0.${fraction || '0'}`) * Number(size)));
    if (total > LIMIT) return invalid;
  }
  if (sign === '-') return -total;
  return total > LIMIT - 1n ? invalid : total;
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
