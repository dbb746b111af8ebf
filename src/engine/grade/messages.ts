/** Words of messages about a machine. */

/** `a`, `a and b`, `a, b and c`; beyond twelve the rest is a number. */
export function listed(names: readonly string[]): string {
  const shown = names.length > 12 ? [...names.slice(0, 12), `${names.length - 12} more`] : names;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** What somebody printed, short enough for a sentence, between quotation marks. */
export function quoted(text: string): string {
  return `“${text.length > 120 ? `${text.slice(0, 117)}…` : text}”`;
}

/** A command in a sentence. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** One finding of several differences: the first is the message, the others are why. */
export function differing(
  called: string,
  wrong: readonly string[],
): { readonly message: string; readonly why?: string } {
  const [first = '', ...rest] = wrong;
  return { message: `${called} ${first}`, ...(rest.length > 0 ? { why: `It also ${rest.join('; ')}.` } : {}) };
}
