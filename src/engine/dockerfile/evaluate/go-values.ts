/** How Go reads whole numbers and sizes and prints durations; undefined when it would refuse. */

/** `strconv.Atoi`: a whole number of 64 bits with an optional sign. */
export function parseInteger(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text);
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

const POWERS = 'kmgtp';
const DIGITS = '[0-9](?:_?[0-9])*';
/** What `strconv.ParseFloat` takes, without hexadecimal numbers and infinities. */
const FLOAT = new RegExp(`^[+-]?(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?$`, 'i');
const SMALLEST_INT64 = -(2 ** 63);

/** Bytes of a size such as `64m`, `1.5g` or `10 MiB` as docker/go-units RAMInBytes reads it (always powers of 1024). */
export function parseMemory(text: string): number | undefined {
  const [, number = '', suffix = ''] = /^(.*[0-9.])([^0-9. ]*)$/s.exec(text) ?? /^(.*) ([^0-9. ]*)$/s.exec(text) ?? [];
  if (!FLOAT.test(number)) return undefined;
  const value = Number(number.replaceAll('_', ''));
  const lower = suffix.toLowerCase();
  const power = POWERS.indexOf(lower.charAt(0)) + 1;
  if (value < 0 || !Number.isFinite(value) || !/^(?:|b|[kmgtp](?:|b|ib))$/.test(lower)) return undefined;
  const bytes = lower === '' ? value : value * 1024 ** power;
  // What Go makes of a number too large for 64 bits.
  return bytes < 2 ** 63 ? Math.trunc(bytes) + 0 : SMALLEST_INT64;
}

/** `time.Duration.String` of milliseconds: `1m30s`, `500ms`, `0s`. */
export function formatDuration(milliseconds: number): string {
  // Whole milliseconds apart from the rest: the number of nanoseconds may be too large for a number.
  const whole = Math.trunc(Math.abs(milliseconds));
  const total = BigInt(whole) * 1_000_000n + BigInt(Math.round((Math.abs(milliseconds) - whole) * 1e6));
  const sign = milliseconds < 0 ? '-' : '';
  if (total === 0n) return '0s';
  if (total < 1_000n) return `${sign}${total}ns`;
  if (total < 1_000_000n) return `${sign}${decimal(total, 3)}µs`;
  if (total < 1_000_000_000n) return `${sign}${decimal(total, 6)}ms`;
  const seconds = `${decimal(total % 60_000_000_000n, 9)}s`;
  const minutes = total / 60_000_000_000n;
  if (minutes === 0n) return `${sign}${seconds}`;
  const hours = minutes / 60n;
  return `${sign}${hours === 0n ? '' : `${hours}h`}${minutes % 60n}m${seconds}`;
}

/** A whole number with its point `places` digits to the left and no zeros at the end. */
function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
}
