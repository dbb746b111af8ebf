/**
 * How Go's standard library looks at text, where the front end's answers depend on it: `unicode.IsSpace`,
 * `strings.ToLower`, `strconv.Quote`. JavaScript's own rules differ in a few characters.
 */

/** The members of Unicode's White_Space, which is what `unicode.IsSpace` tests; JavaScript's `\s` is another set. */
const SPACES = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const SPACE = new RegExp(`[${SPACES}]`);

/** True for the code unit of a character that `unicode.IsSpace` accepts. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13);
  return SPACE.test(String.fromCharCode(code));
}

/** True when a character of `text` is a space in the sense of `isSpace`. */
export function hasSpace(text: string): boolean {
  return SPACE.test(text);
}

/** The offset of the first character at or after `from` that is no space, at most `end`. */
export function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the last character before `end` that is no space, at least `from`. */
export function trimSpacesEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  const start = skipSpaces(text, 0, text.length);
  return text.slice(start, trimSpacesEnd(text, start, text.length));
}

const ASCII = /^[\0-\x7f]*$/;

/** `strings.ToLower`: one character becomes one character. */
export function lower(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text, (char) => (char === '\u0130' ? 'i' : oneCharacter(char.toLowerCase(), char))).join('');
}

/** `strings.ToUpper`: one character becomes one character (`ß` stays). */
export function upper(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  return Array.from(text, (char) => oneCharacter(char.toUpperCase(), char)).join('');
}

function oneCharacter(changed: string, original: string): string {
  return Array.from(changed).length === 1 ? changed : original;
}

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const PLAIN = /^[ !#-[\]-~]*$/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** `strconv.Quote`, what `%q` prints: double quotes, escapes for everything that cannot be seen. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += ESCAPES[char] ?? (PRINTABLE.test(char) ? char : escapeCode(char.codePointAt(0) ?? 0));
  return `${out}"`;
}

function escapeCode(code: number): string {
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** Length of `text` in UTF-8 bytes. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x800) bytes += code >= 0xd800 && code <= 0xdfff ? 1 : 2;
    else if (code >= 0x80) bytes++;
  }
  return bytes;
}

/** The UTF-8 bytes of `text`, each written as the character with that code. */
export function bytesAsText(text: string): string {
  if (ASCII.test(text)) return text;
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(/%([0-9A-F]{2})/g, (_, hexByte: string) =>
    String.fromCharCode(Number.parseInt(hexByte, 16)),
  );
}

/**
 * How many bytes of the character at `at` stand in front of one that Go takes for a space when it looks at bytes (0x85
 * and 0xA0, as in `à` and the no-break space); -1 when there is none. BuildKit reads flags and the type of HEALTHCHECK
 * that way.
 */
export function bytesBeforeSpace(text: string, at: number): number {
  return bytesAsText(String.fromCodePoint(text.codePointAt(at) ?? 0)).search(/[\u0085\u00a0]/);
}
