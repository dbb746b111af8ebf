import type { Value } from '../value.ts';

/**
 * What a plain scalar stands for as gopkg.in/yaml.v3 decodes it into `any`: YAML 1.2 words, numbers of Go's syntax (`0x`, `0o`,
 * `0b`, `_`, a leading 0 is octal). Dates stay text. Source: yaml.v3 resolve.go resolve.
 */
export function plainScalar(text: string): Value {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.\d]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  const whole = integer(digits);
  if (whole !== undefined) return whole;
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(digits)) return Number(digits);
  return text;
}

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['', null],
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

/** Source: Go strconv.ParseInt with base 0, as resolve calls it. */
function integer(text: string): number | undefined {
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', digits = ''] = match;
  const octal = /^0[oO]?([0-7]+)$/.exec(digits)?.[1];
  const number = octal === undefined ? Number(digits) : Number.parseInt(octal, 8);
  return sign === '-' ? -number : number;
}
