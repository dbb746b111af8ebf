import { bytesOf } from './byte-text.ts';

/** A word as bash would have to read it again. */
export function quoteBash(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  // What single quotes can hold is not looked at further.
  if (/[^ -~]/.test(word) && !/[\s'"\\|&;()<>!{}*[\]?^$`]|^[~#]/.test(word)) return ansiQuoted(word);
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** `$'…'`, with everything that cannot be printed as an escape. */
export function ansiQuoted(word: string): string {
  return `$'${Array.from(word.replaceAll(/['\\]/g, String.raw`\$&`), coded).join('')}'`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\t': 't',
  '\r': 'r',
  '\u0007': 'a',
  '\b': 'b',
  '\f': 'f',
  '\v': 'v',
  '\u001B': 'E',
};

/** A character within `$'…'`: without a locale each byte above ASCII is a number. */
function coded(char: string): string {
  if (/^[ -~]$/.test(char)) return char;
  const name = NAMED[char];
  if (name !== undefined) return `\\${name}`;
  return Array.from(bytesOf(char), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
