const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const UNICODE = /^\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/;

function hexadecimal(code: number): string {
  return code
    .toString(16)
    .toUpperCase()
    .padStart(code < 0x1_00_00 ? 4 : 8, '0');
}

/**
 * Expands backslash escapes as `echo` (octal only as `\0nnn`) or `printf` (octal as `\nnn`) does, or BusyBox's `$'…'` (`dollar`). `unicode`: bash's `\u` too. `stop` is set by `\c`:
 * nothing after it is printed.
 */
export function unescape(
  text: string,
  how: 'echo' | 'printf' | 'dollar',
  unicode = false,
): { text: string; stop: boolean } {
  if (!text.includes('\\')) return { text, stop: false };
  const octal = how === 'echo' ? /\\0([0-7]{0,3})/y : /\\([0-7]{1,3})/y;
  const hex = /\\x([0-9a-fA-F]{1,2})/y;
  let made = '';
  for (let at = 0; at < text.length;) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (char !== '\\' || next === undefined) {
      made += char;
      at++;
      continue;
    }
    if (next === 'c' && how !== 'dollar') return { text: made, stop: true };
    octal.lastIndex = at;
    hex.lastIndex = at;
    const point = unicode ? UNICODE.exec(text.slice(at, at + 10)) : null;
    if (point) {
      // Without a locale only ASCII can be written.
      const code = Number.parseInt(point[1] ?? point[2] ?? '', 16);
      made += code < 128 ? String.fromCharCode(code) : `\\${code < 0x1_00_00 ? 'u' : 'U'}${hexadecimal(code)}`;
      at += point[0].length;
      continue;
    }
    const coded = octal.exec(text);
    const byHex = coded ? null : hex.exec(text);
    if (coded || byHex) {
      made += String.fromCharCode(
        coded ? Number.parseInt(coded[1] || '0', 8) & 255 : Number.parseInt(byHex?.[1] ?? '', 16),
      );
      at += (coded ?? byHex)?.[0].length ?? 2;
      continue;
    }
    const quote = (how === 'printf' && next === '"') || (how === 'dollar' && /["'?]/.test(next));
    const simple = quote ? next : how === 'dollar' && next === 'e' ? undefined : SIMPLE[next];
    made += simple ?? `\\${next}`;
    at += 2;
  }
  return { text: made, stop: false };
}
