export interface Line {
  readonly quantity: number;
  /** Net price of one piece. */
  readonly cents: number;
  /** Percent. */
  readonly vat: 0 | 7 | 19;
}

/** Gross sum in cents; the tax is rounded once per rate, as the tax office wants it. */
export function total(lines: readonly Line[]): number {
  const net = new Map<number, number>();
  for (const { quantity, cents, vat } of lines) net.set(vat, (net.get(vat) ?? 0) + quantity * cents);
  let sum = 0;
  for (const [vat, cents] of net) sum += cents + Math.round((cents * vat) / 100);
  return sum;
}
