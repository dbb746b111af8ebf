import type { Dialect } from '../syntax/ast.ts';

/** dash knows no `++`, `--`, `**`, no comma and no other bases: it reads two signs, or a character that fits nowhere. */
export const TOKENS: Readonly<Record<Dialect, RegExp>> = {
  dash: /\s*(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*|[A-Za-z_]\w*|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:()]|\S)/y,
  ash: /\s*(\d+#?\w*|[A-Za-z_]\w*|<<=|>>=|\*\*=?|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),])/y,
  bash: /\s*(\d[\w@]*#?[\w@]*|[A-Za-z_]\w*(?:\[[^\][]*\])?|<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),])/y,
};

/** The value of a number as it is written in an expression, in 64 bits; undefined where its digits do not fit its base. */
export function literalValue(token: string, dialect: Dialect): bigint | undefined {
  const [, base, digits] = /^(\d+)#([\w@]+)$/.exec(token) ?? [];
  if (digits !== undefined) return based(Number(base), digits);
  if (/^0[xX]$/.test(token)) return dialect === 'bash' ? 0n : undefined;
  if (/^0[xX][0-9a-fA-F]+$/.test(token)) return limited(dialect, BigInt(token));
  if (/^0[0-7]+$/.test(token)) return limited(dialect, BigInt(`0o${token.slice(1)}`));
  return /^(?:0|[1-9]\d*)$/.test(token) ? limited(dialect, BigInt(token)) : undefined;
}

/** `base#digits`: letters count on from 10, from base 37 on lower case first, then upper case, `@` and `_`. */
function based(base: number, digits: string): bigint | undefined {
  if (base < 2 || base > 64) return undefined;
  const order = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
  let value = 0n;
  for (const digit of base <= 36 ? digits.toLowerCase() : digits) {
    const one = order.indexOf(digit);
    if (one < 0 || one >= base) return undefined;
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(one));
  }
  return value;
}

/** bash and ash go round at 64 bits, dash reads with strtoimax(3), which stops at the largest number. */
function limited(dialect: Dialect, value: bigint): bigint {
  const largest = 2n ** 63n - 1n;
  return dialect !== 'dash' || value <= largest ? BigInt.asIntN(64, value) : largest;
}
