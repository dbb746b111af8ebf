import { compileRegex, type Regex } from '../../lib/regex/index.ts';

/** The place in a script that is being read. */
export interface Reader {
  readonly text: string;
  readonly extended: boolean;
  readonly busybox: boolean;
  at: number;
  error: { text: string; at: number; bare?: boolean } | undefined;
  unsupported: string | undefined;
  /** The expression used last: an empty one stands for it. */
  last: Regex | undefined;
}

/** Steps over what the (sticky) pattern matches and answers it. */
export function skip(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const text = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += text.length;
  return text;
}

/** Stops reading with an error at the place. */
export function fail(reader: Reader, text: string): undefined {
  reader.error ??= { text, at: Math.min(reader.at, reader.text.length) };
  reader.at = reader.text.length;
  return undefined;
}

/** The compiled expression; an empty text is the one used last. */
export function compile(reader: Reader, pattern: string, ignoreCase: boolean): Regex | undefined {
  if (pattern === '' && reader.last) return reader.last;
  const made = compileRegex(pattern, { extended: reader.extended, ignoreCase });
  if (made.ok) {
    reader.last = made.regex;
    return made.regex;
  }
  return fail(reader, reader.busybox ? `bad regex '${pattern}': ${made.error}` : made.error);
}

/**
 * Text up to the delimiter that stands at the place, which is stepped over; inside `[…]` of a pattern it is no delimiter.
 * `\`-delimiter stands for the delimiter, `\n` for a line break.
 */
export function delimited(reader: Reader, isPattern: boolean): string | undefined {
  const delimiter = reader.text[reader.at] ?? '';
  let made = '';
  for (reader.at++; reader.at < reader.text.length; reader.at++) {
    const char = reader.text[reader.at] ?? '';
    if (char === '\\') {
      const next = reader.text[++reader.at] ?? '';
      made +=
        next === delimiter
          ? isPattern && /[.[\]*^$+?{}()|]/.test(next)
            ? `\\${next}`
            : next
          : next === 'n' && isPattern
            ? '\n'
            : `\\${next}`;
    } else if (char === delimiter) {
      reader.at++;
      return made;
    } else if (char === '[' && isPattern) {
      const set = /\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/y;
      set.lastIndex = reader.at;
      const text = set.exec(reader.text)?.[0];
      if (text === undefined) return undefined;
      made += text.replaceAll(String.raw`\n`, '\n');
      reader.at += text.length - 1;
    } else made += char;
  }
  return undefined;
}
