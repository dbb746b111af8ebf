import { floating, padded, signed } from '../../lib/number-format.ts';
import { toNumber, toText, type Value } from './value.ts';

/** `sprintf`: `%d %i %u %o %x %X %c %s %e %f %g %%` with flags, width and precision; missing arguments are empty. */
export function sprintf(format: string, args: readonly Value[]): string {
  let next = 0;
  const pattern = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlLq]*([a-zA-Z%])/g;
  let made = '';
  let last = 0;
  for (const match of format.matchAll(pattern)) {
    made += format.slice(last, match.index);
    last = match.index + match[0].length;
    const [all, flags = '', width, digits, letter = ''] = match;
    if (letter === '%') {
      made += '%';
      continue;
    }
    const wide = width === '*' ? toNumber(args[next++]) : Number(width ?? 0);
    const precision = digits === '*' ? toNumber(args[next++]) : Number(digits ?? 0);
    const text = convert(args[next], { letter, flags, precision: all.includes('.') ? precision : undefined });
    if (text !== undefined) next++;
    const how = { left: flags.includes('-') || wide < 0, zeros: flags.includes('0') && !'sc'.includes(letter) };
    made += text === undefined ? all : padded(text, Math.min(Math.abs(wide), 10_000), how);
  }
  return made + format.slice(last);
}

interface Wanted {
  readonly letter: string;
  readonly flags: string;
  readonly precision: number | undefined;
}

function convert(value: Value, wanted: Wanted): string | undefined {
  const { letter, flags, precision } = wanted;
  if (letter === 's') return toText(value).slice(0, precision);
  if (letter === 'c') {
    if (typeof value === 'string') return value.slice(0, 1);
    return typeof value === 'object' ? value.text.slice(0, 1) : String.fromCharCode(toNumber(value) & 0xff_ff);
  }
  const number = toNumber(value);
  if ('eEfFgG'.includes(letter)) return signed(floating(number, letter, precision ?? 6), flags);
  if (!'diuoxX'.includes(letter)) return undefined;
  if (!Number.isFinite(number)) return signed(floating(number, 'f', 0), flags);
  const whole = BigInt(Math.trunc(number));
  const base = { o: 8, x: 16, X: 16 }[letter] ?? 10;
  const unsigned = base === 10 && letter !== 'u' ? whole : BigInt.asUintN(64, whole);
  const digits = (unsigned < 0n ? -unsigned : unsigned).toString(base).padStart(precision ?? 0, '0');
  const marked =
    flags.includes('#') && base === 16 ? `0x${digits}` : flags.includes('#') && base === 8 ? `0${digits}` : digits;
  const text = unsigned < 0n ? `-${marked}` : marked;
  return letter === 'X' ? text.toUpperCase() : letter === 'd' || letter === 'i' ? signed(text, flags) : text;
}
