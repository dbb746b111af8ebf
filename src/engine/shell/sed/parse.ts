import { compileRegex, type Regex } from '../regex/index.ts';

export type Address =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: Regex }
  | { readonly kind: 'step'; readonly first: number; readonly step: number };

export interface Edit {
  readonly addresses: readonly Address[];
  readonly negated: boolean;
  readonly name: string;
  /** Text of `a`, `i`, `c`; label of `b`, `t`; file of `w`, `r`. */
  readonly text: string;
  readonly regex?: Regex;
  /** Replacement of `s`: texts and group numbers (`&` is 0). */
  readonly replacement?: readonly (string | number)[];
  readonly flags?: string;
  /** Characters of `y`. */
  readonly table?: ReadonlyMap<string, string>;
  readonly block?: readonly Edit[];
}

interface Reader {
  readonly text: string;
  readonly extended: boolean;
  at: number;
  depth: number;
  error: string | undefined;
  unsupported: string | undefined;
  last: Regex | undefined;
}

export interface Parsed {
  readonly edits: readonly Edit[];
  readonly error: string | undefined;
  readonly unsupported: string | undefined;
}

/** Reads a sed script: addresses, `s y d p q Q a i c n = { }`; other commands are named in `unsupported`. */
export function parseSed(text: string, extended: boolean): Parsed {
  const reader: Reader = { text, extended, at: 0, depth: 0, error: undefined, unsupported: undefined, last: undefined };
  const edits = list(reader);
  return { edits, error: reader.error, unsupported: reader.unsupported };
}

function fail(reader: Reader, error: string): void {
  reader.error ??= `char ${Math.min(reader.at + 1, reader.text.length)}: ${error}`;
  reader.at = reader.text.length;
}

function list(reader: Reader): Edit[] {
  const edits: Edit[] = [];
  for (;;) {
    const gap = /^[\s;]*/.exec(reader.text.slice(reader.at))?.[0] ?? '';
    reader.at += gap.length;
    if (reader.at >= reader.text.length) return edits;
    if (reader.text[reader.at] === '#') {
      const end = reader.text.indexOf('\n', reader.at);
      reader.at = end === -1 ? reader.text.length : end;
      continue;
    }
    if (reader.text[reader.at] === '}') {
      reader.at++;
      if (reader.depth === 0) fail(reader, "unexpected `}'");
      return edits;
    }
    const edit = one(reader);
    if (edit) edits.push(edit);
    if (reader.error !== undefined || reader.unsupported !== undefined) return edits;
  }
}

function one(reader: Reader): Edit | undefined {
  const addresses: Address[] = [];
  const first = address(reader);
  if (first) addresses.push(first);
  spaces(reader);
  if (first && reader.text[reader.at] === ',') {
    reader.at++;
    spaces(reader);
    const second = address(reader);
    if (second) addresses.push(second);
    else fail(reader, "unexpected `,'");
  }
  spaces(reader);
  let negated = false;
  while (reader.text[reader.at] === '!') {
    negated = true;
    reader.at++;
    spaces(reader);
  }
  const name = reader.text[reader.at++];
  if (name === undefined) {
    fail(reader, 'missing command');
    return undefined;
  }
  return command(reader, { addresses, negated, name, text: '' });
}

function spaces(reader: Reader): void {
  while (reader.text[reader.at] === ' ' || reader.text[reader.at] === '\t') reader.at++;
}

function address(reader: Reader): Address | undefined {
  const rest = reader.text.slice(reader.at);
  const step = /^(\d+)~(\d+)/.exec(rest);
  if (step) {
    reader.at += step[0].length;
    return { kind: 'step', first: Number(step[1]), step: Number(step[2]) };
  }
  const number = /^\d+/.exec(rest)?.[0];
  if (number !== undefined) {
    reader.at += number.length;
    return { kind: 'line', number: Number(number) };
  }
  if (rest.startsWith('$')) {
    reader.at++;
    return { kind: 'last' };
  }
  const custom = rest.startsWith('\\');
  if (!rest.startsWith('/') && !custom) return undefined;
  if (custom) reader.at++;
  const pattern = delimited(reader);
  if (pattern === undefined) {
    fail(reader, 'unterminated address regex');
    return undefined;
  }
  const ignoreCase = reader.text[reader.at] === 'I';
  if (ignoreCase) reader.at++;
  const regex = compile(reader, pattern, ignoreCase);
  return regex && { kind: 'regex', regex };
}

function compile(reader: Reader, pattern: string, ignoreCase: boolean): Regex | undefined {
  if (pattern === '' && reader.last) return reader.last;
  const made = compileRegex(pattern, { extended: reader.extended, ignoreCase });
  if (made.ok) {
    reader.last = made.regex;
    return made.regex;
  }
  if (made.error === 'back-reference') reader.unsupported = 'back-reference in a pattern of sed';
  else fail(reader, made.error);
  return undefined;
}

/** Text up to the delimiter that stands at the place; `\`-delimiter stands for the delimiter itself. */
function delimited(reader: Reader): string | undefined {
  const delimiter = reader.text[reader.at] ?? '';
  let made = '';
  let bracket = false;
  for (reader.at++; reader.at < reader.text.length; reader.at++) {
    const char = reader.text[reader.at] ?? '';
    if (char === '\\') {
      const next = reader.text[++reader.at] ?? '';
      made += next === delimiter ? next : next === 'n' ? '\n' : `\\${next}`;
    } else if (char === delimiter && !bracket) {
      reader.at++;
      return made;
    } else {
      if (char === '[' && !bracket) bracket = reader.text.indexOf(']', reader.at + 2) > 0 && delimiter === '/';
      else if (char === ']') bracket = false;
      made += char;
    }
  }
  return undefined;
}

function command(reader: Reader, edit: Edit): Edit | undefined {
  switch (edit.name) {
    case 's':
      return substitute(reader, edit);
    case 'y':
      return transliterate(reader, edit);
    case 'a':
    case 'i':
    case 'c':
      return { ...edit, text: lineText(reader) };
    case '{': {
      reader.depth++;
      const block = reader.depth > 50 ? [] : list(reader);
      reader.depth--;
      return { ...edit, block };
    }
    case 'd':
    case 'D':
    case 'p':
    case 'n':
    case '=':
    case 'h':
    case 'H':
    case 'g':
    case 'G':
    case 'x':
      return edit;
    case 'q':
    case 'Q': {
      const code = /^\s*(\d*)/.exec(reader.text.slice(reader.at)) ?? [''];
      reader.at += code[0]?.length ?? 0;
      return { ...edit, text: code[1] ?? '' };
    }
    default:
      if (/[NPbtrwTFlLeRWzv:]/.test(edit.name)) reader.unsupported = `command ${edit.name} of sed`;
      else fail(reader, `unknown command: \`${edit.name}'`);
      return undefined;
  }
}

function lineText(reader: Reader): string {
  const rest = reader.text.slice(reader.at);
  const start = /^[ \t]*\\?\n?[ \t]*/.exec(rest)?.[0] ?? '';
  reader.at += start.length;
  let made = '';
  for (; reader.at < reader.text.length; reader.at++) {
    const char = reader.text[reader.at] ?? '';
    if (char === '\\') made += reader.text[++reader.at] ?? '';
    else if (char === '\n') break;
    else made += char;
  }
  return made;
}

function substitute(reader: Reader, edit: Edit): Edit | undefined {
  const start = reader.at;
  const pattern = delimited(reader);
  reader.at--;
  const raw = pattern === undefined ? undefined : replacementText(reader);
  if (pattern === undefined || raw === undefined) {
    reader.at = Math.max(start, reader.text.length - 1);
    fail(reader, "unterminated `s' command");
    return undefined;
  }
  const flags = /^[gpiIe0-9mM]*/.exec(reader.text.slice(reader.at))?.[0] ?? '';
  reader.at += flags.length;
  if (!/^[\s;}#]|^$/.test(reader.text.slice(reader.at, reader.at + 1))) {
    if (reader.text[reader.at] === 'w') reader.unsupported = 'flag w of s in sed';
    else fail(reader, "unknown option to `s'");
    return undefined;
  }
  const regex = compile(reader, pattern, /[iI]/.test(flags));
  return regex && { ...edit, regex, replacement: raw, flags };
}

/** The replacement of `s` up to its delimiter, which stands at the place. */
function replacementText(reader: Reader): (string | number)[] | undefined {
  const delimiter = reader.text[reader.at] ?? '';
  const parts: (string | number)[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') parts.push(plain);
    plain = '';
  };
  for (reader.at++; reader.at < reader.text.length; reader.at++) {
    const char = reader.text[reader.at] ?? '';
    if (char === delimiter) {
      reader.at++;
      flush();
      return parts;
    }
    if (char === '&') {
      flush();
      parts.push(0);
    } else if (char === '\\') {
      const next = reader.text[++reader.at] ?? '';
      if (/\d/.test(next)) {
        flush();
        parts.push(Number(next));
      } else if (/[LUEul]/.test(next)) reader.unsupported = String.raw`\L, \U in sed`;
      else plain += next === 'n' ? '\n' : next === 't' ? '\t' : next;
    } else plain += char;
  }
  return undefined;
}

function transliterate(reader: Reader, edit: Edit): Edit | undefined {
  const from = delimited(reader);
  reader.at--;
  const to = from === undefined ? undefined : delimited(reader);
  if (from === undefined || to === undefined || from.length !== to.length) {
    fail(reader, to === undefined ? "unterminated `y' command" : "strings for `y' command are different lengths");
    return undefined;
  }
  return { ...edit, table: new Map(Array.from(from, (char, at) => [char, to[at] ?? char])) };
}
