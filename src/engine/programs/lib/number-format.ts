/** C prints at least two digits of an exponent. */
function exponent(text: string): string {
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

/** A number as C prints it with `%e`, `%f`, `%g` (also upper case) and a precision. */
export function floating(value: number, letter: string, precision: number): string {
  const lower = letter.toLowerCase();
  const digits = Math.min(precision, 100);
  let text: string;
  if (!Number.isFinite(value)) text = Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  else if (lower === 'f') text = fixed(value, digits);
  else if (lower === 'e') text = exponent(value.toExponential(digits));
  else {
    const wanted = digits || 1;
    const power = value === 0 ? 0 : Number(value.toExponential(wanted - 1).replace(/^.*e/, ''));
    const short = power < -4 || power >= wanted;
    text = short ? exponent(value.toExponential(wanted - 1)) : value.toPrecision(wanted);
    text = text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1');
  }
  return letter === lower ? text : text.toUpperCase();
}

/** `toFixed` writes large numbers with an exponent and rounds halves up; C writes all digits and rounds halves to even. */
function fixed(value: number, digits: number): string {
  if (Math.abs(value) < 1e21) {
    // Exactly half way, which only happens when the binary fraction is that short.
    const half = Number.isInteger(value * 2 ** (digits + 1)) && !Number.isInteger(value * 2 ** digits);
    return (half ? (2 * Math.round((value * 10 ** digits) / 2)) / 10 ** digits : value).toFixed(digits);
  }
  return `${BigInt(value)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
}

/** The sign that the flags `+` and space ask for. */
export function signed(text: string, flags: string): string {
  if (text.startsWith('-')) return text;
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}

/** Fills a text up to a width: at the right with the flag `-`, with zeros after the sign where `zeros` is set. */
export function padded(text: string, width: number, how: { left: boolean; zeros: boolean }): string {
  if (text.length >= width) return text;
  if (how.left) return text.padEnd(width);
  if (!how.zeros) return text.padStart(width);
  const sign = /^[-+ ]?(?:0[xX])?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
