/** The bytes of a text as UTF-8. Characters that `printf '\377'` made stand for one byte each only below 128. */
export function bytesOf(text: string): Uint8Array {
  const made: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) made.push(code);
    else if (code < 0x8_00) made.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x1_00_00) made.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else made.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(made);
}

/** Text of bytes that are UTF-8; others become U+FFFD. */
export function textOf(bytes: readonly number[]): string {
  let made = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : first >> 3 === 30 ? 4 : 0;
    const rest = bytes.slice(at + 1, at + length);
    const good = length > 0 && rest.length === length - 1 && rest.every((byte) => byte >> 6 === 2);
    const head = length === 1 ? first : first & (0xff >> (length + 1));
    made += good ? String.fromCodePoint(rest.reduce((sum, byte) => (sum << 6) | (byte & 63), head)) : '\uFFFD';
    at += good ? length : 1;
  }
  return made;
}
