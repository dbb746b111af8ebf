/** How Go reads whole numbers and sizes and prints durations; undefined when it would refuse. */

/** `strconv.Atoi`: a whole number with an optional sign. */
export function parseInteger(text: string): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) < 2 ** 63 ? value : undefined;
}

const POWERS = 'kmgtp';

/** Bytes of a size such as `64m`, `1.5g` or `10 MiB` as docker/go-units RAMInBytes reads it (always powers of 1024). */
export function parseMemory(text: string): number | undefined {
  const match = /^(.*[0-9.])( ?)([^0-9. ]*)$/s.exec(text) ?? /^(.*)( )([^0-9. ]*)$/s.exec(text);
  if (!match) return undefined;
  const [, number = '', , suffix = ''] = match;
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(number)) return undefined;
  const value = Number(number);
  if (value < 0 || Object.is(value, -0)) return undefined;
  const lower = suffix.toLowerCase();
  if (lower === '' || lower === 'b') return Math.trunc(value);
  const power = POWERS.indexOf(lower.charAt(0));
  if (power === -1 || !/^(|b|ib)$/.test(lower.slice(1))) return undefined;
  return Math.trunc(value * 1024 ** (power + 1));
}

/** `time.Duration.String` of milliseconds: `1m30s`, `500ms`, `0s`. */
export function formatDuration(milliseconds: number): string {
  const total = Math.round(Math.abs(milliseconds) * 1e6);
  const sign = milliseconds < 0 ? '-' : '';
  if (total === 0) return '0s';
  if (total < 1e3) return `${sign}${total}ns`;
  if (total < 1e6) return `${sign}${total / 1e3}µs`;
  if (total < 1e9) return `${sign}${total / 1e6}ms`;
  const seconds = (total % 60e9) / 1e9;
  const minutes = Math.floor(total / 60e9);
  if (minutes === 0) return `${sign}${seconds}s`;
  const hours = Math.floor(minutes / 60);
  return `${sign}${hours === 0 ? '' : `${hours}h`}${minutes % 60}m${seconds}s`;
}
