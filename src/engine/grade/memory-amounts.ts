import { either, number, object, optional, string } from '../base/schema.ts';
import type { Infer } from '../base/schema.ts';
import { bytesSize } from '../docker/format/sizes.ts';
import { parseSize } from '../docker/limits/size.ts';

/** Amounts of memory as Docker's flags have them: `256m` is 256 MiB. */
export const amount = string({
  pattern: /^\d+(\.\d+)? ?([kmgt]?i?b?)$/i,
  description: 'must be an amount such as 256m or 1g',
});

/** Bytes of a text that `amount` accepted. */
export function bytesOfAmount(text: string): number {
  const read = parseSize(text);
  return read.ok ? read.value : 0;
}

/** Bytes as docker stats prints them: `256MiB`. */
export function printAmount(bytes: number): string {
  return bytesSize(bytes);
}

const amountRange = object({ min: optional(amount), max: optional(amount) });
const numberRange = object({ min: optional(number()), max: optional(number()) });

/** Exactly so much, between two amounts, or `none`: no limit. */
export const amountLimit = either(
  amountRange,
  either(string({ pattern: /^none$/, description: 'must be none' }), amount),
);
/** The same for numbers. */
export const numberLimit = either(
  numberRange,
  either(string({ pattern: /^none$/, description: 'must be none' }), number()),
);
export type AmountLimit = Infer<typeof amountLimit>;
export type NumberLimit = Infer<typeof numberLimit>;

/** What is wrong with a limit, for a sentence: "is 512MiB, more than 256MiB". Infinite: there is none. Undefined: it is as wanted. */
export function wrongLimit(
  actual: number,
  wanted: AmountLimit | NumberLimit,
  print: (value: number) => string = String,
): string | undefined {
  const none = actual === Number.POSITIVE_INFINITY;
  const is = none ? 'has no limit' : `is ${print(actual)}`;
  if (wanted === 'none') return none ? undefined : `${is}, where there must be no limit`;
  if (typeof wanted !== 'object') {
    const value = valueOf(wanted);
    return actual === value ? undefined : `${is}, not ${print(value)}`;
  }
  const [least, most] = [wanted.min, wanted.max].map((one) => (one === undefined ? undefined : valueOf(one)));
  if (most !== undefined && actual > most) return `${is}, where ${print(most)} is the most`;
  return least !== undefined && actual < least ? `${is}, where ${print(least)} is the least` : undefined;
}

function valueOf(wanted: string | number): number {
  return typeof wanted === 'number' ? wanted : bytesOfAmount(wanted);
}
