import type { Edit, Piece } from './ast.ts';
import { compile, delimited, fail, skip, type Reader } from './reader.ts';

/** Reads `s/pattern/replacement/flags`. */
export function substitution(reader: Reader, edit: Edit): Edit | undefined {
  const unterminated = "unterminated `s' command";
  const delimiter = reader.text[reader.at];
  if (delimiter === undefined || delimiter === '\n' || delimiter === '\\') return fail(reader, unterminated);
  const pattern = delimited(reader, true);
  if (pattern === undefined) return fail(reader, unterminated);
  reader.at--;
  const pieces = replacement(reader);
  if (!pieces) return fail(reader, unterminated);
  const flags = flagsOf(reader);
  if (flags === undefined) return undefined;
  const file = flags.includes('w') ? skip(reader, /[ \t]*[^\n]*/y).trim() : undefined;
  const regex = compile(reader, pattern, /[iI]/.test(flags));
  const groups = (pattern.match(reader.extended ? /(?<!\\)\(/g : /\\\(/g) ?? []).length;
  const wrong = pieces.find((piece) => typeof piece === 'number' && piece > groups);
  if (wrong !== undefined && pattern !== '' && !reader.busybox)
    return fail(reader, `invalid reference \\${String(wrong)} on \`s' command's RHS`);
  return regex && { ...edit, regex, replacement: pieces, flags, ...(file === undefined ? {} : { file }) };
}

function flagsOf(reader: Reader): string | undefined {
  let made = '';
  for (;;) {
    const char = reader.text[reader.at] ?? '';
    if (!/[gpiIemMw0-9]/.test(char)) break;
    reader.at++;
    if ('gp'.includes(char) && made.includes(char) && !reader.busybox)
      return fail(reader, `multiple \`${char}' options to \`s' command`);
    made += char;
    if (char === 'w') return made;
  }
  if (/^0+$/.test(made.replaceAll(/\D/g, '')) && !reader.busybox)
    return fail(reader, "number option to `s' command may not be zero");
  if (made.includes('e')) {
    reader.unsupported = 'flag e of s in sed';
    return undefined;
  }
  if (/^[\s;}#]?$/.test(reader.text.slice(reader.at, reader.at + 1))) return made;
  reader.at++;
  return fail(reader, "unknown option to `s'");
}

/** The replacement up to the delimiter that stands at the place. */
function replacement(reader: Reader): Piece[] | undefined {
  const delimiter = reader.text[reader.at] ?? '';
  const pieces: Piece[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') pieces.push(plain);
    plain = '';
  };
  for (reader.at++; reader.at < reader.text.length; reader.at++) {
    const char = reader.text[reader.at] ?? '';
    if (char === delimiter) {
      reader.at++;
      flush();
      return pieces;
    }
    if (char === '&') {
      flush();
      pieces.push(0);
    } else if (char === '\\') {
      const next = reader.text[++reader.at] ?? '';
      if (/\d/.test(next)) {
        flush();
        pieces.push(Number(next));
      } else if (/[LUEul]/.test(next) && !reader.busybox) {
        flush();
        pieces.push({ turn: next as 'U' });
      } else plain += { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\u0007' }[next] ?? next;
    } else plain += char;
  }
  return undefined;
}

/** Reads `y/from/to/`. */
export function transliteration(reader: Reader, edit: Edit): Edit | undefined {
  const from = delimited(reader, false);
  if (from === undefined) return fail(reader, "unterminated `y' command");
  reader.at--;
  const to = delimited(reader, false);
  if (to === undefined) return fail(reader, "unterminated `y' command");
  const [one, other] = [chars(from), chars(to)];
  if (one.length !== other.length) return fail(reader, "strings for `y' command are different lengths");
  return { ...edit, table: new Map(one.map((char, at) => [char, other[at] ?? char])) };
}

function chars(text: string): string[] {
  return Array.from(
    text.replaceAll(/\\([\\ntr])/g, (_, name: string) => ({ n: '\n', t: '\t', r: '\r' })[name] ?? '\\'),
  );
}
