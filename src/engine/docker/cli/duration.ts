/** A duration in nanoseconds, or why a text is none. */
export type Duration = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Reads `1m30s` as Go does, to nanoseconds; refused in Go's words. Source: Go time.ParseDuration. */
export function parseDuration(text: string): Duration {
  const quoted = JSON.stringify(text);
  const invalid = { ok: false, message: `time: invalid duration ${quoted}` } as const;
  const negative = text.startsWith('-');
  let rest = text.replace(/^[-+]/, '');
  if (rest === '0') return { ok: true, value: 0 };
  if (rest === '') return invalid;
  let total = 0;
  while (rest !== '') {
    const number = /^(?:\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return invalid;
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { ok: false, message: `time: missing unit in duration ${quoted}` };
    const factor = UNITS[unit];
    if (factor === undefined)
      return { ok: false, message: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
    rest = rest.slice(unit.length);
    total += Number(number) * factor;
  }
  if (total > 2 ** 63) return invalid;
  return { ok: true, value: Math.round(negative ? -total : total) };
}
