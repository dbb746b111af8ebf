import { refused, type Result } from '../daemon/daemon.ts';

const UNITS: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4, p: 5 };

/** `512m`, `0.5g`, `512 m` in bytes, in units of 1024. Source: docker/go-units size.go RAMInBytes as Debian's client 26.1.5 has it (recorded, lim-memory-bad). */
export function parseSize(text: string): Result<number> {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)*) ?([kmgtp])?i?b?$/i.exec(text) ?? [];
  if (number === '') return refused(`invalid size: '${text}'`);
  if (number.split('.').length > 2)
    return refused(`strconv.ParseFloat: parsing ${JSON.stringify(number)}: invalid syntax`);
  return { ok: true, value: Math.trunc(Number(number) * 1024 ** (UNITS[unit.toLowerCase()] ?? 0)) };
}

/** Billionths of a CPU. Source: docker/cli opts/opts.go ParseCPUs over math/big Rat.SetString. */
export function nanoCpus(text: string): Result<number> {
  const refuse = refused(`failed to parse ${text} as a rational number`);
  const fraction = /^([-+]?\d+)\/(\d+)$/.exec(text);
  const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
  if (fraction ? Number(fraction[2]) === 0 : !decimal) return refuse;
  const exact = fraction ? (Number(fraction[1]) * 1e9) / Number(fraction[2]) : Number(text) * 1e9;
  const nano = Math.round(exact);
  if (Math.abs(exact - nano) > 1e-6 || (nano === 0 && /[1-9]/.test(text.split(/[eE]/)[0] ?? '')))
    return refused('value is too precise');
  return { ok: true, value: nano };
}

/** A number as Go's strconv reads it; a text when it is none. */
export function parseInteger(text: string, kind: 'ParseInt' | 'ParseUint' = 'ParseInt'): number | string {
  const digits = kind === 'ParseInt' ? /^[-+]?\d+$/ : /^\d+$/;
  const problem = `strconv.${kind}: parsing ${JSON.stringify(text)}: `;
  if (!digits.test(text)) return `${problem}invalid syntax`;
  const number = Number(text);
  return Math.abs(number) >= 2 ** 63 ? `${problem}value out of range` : number;
}
