/** Takes one character. */
type Accepts = (code: number) => boolean;

/**
 * A part of an expression. `one`, `many` and `maybe` (one or none) take characters; `optional` with the `folder` behind it
 * is `(.*\/)?`; the others take nothing and only look at their neighbours.
 */
export type Piece =
  | { readonly kind: 'one' | 'many' | 'maybe'; readonly accepts: Accepts }
  | { readonly kind: 'optional' | 'folder' | 'start' | 'end' | 'boundary' | 'inside' };

interface Reader {
  readonly text: string;
  at: number;
  failed: boolean;
  /** What a `{2}` at the reading position would repeat: a piece, nothing, or a repetition, which Go refuses. */
  before: 'piece' | 'nothing' | 'repetition';
}

/** More pieces than a line of an ignore file has characters come from repetitions only; Go has a limit of its own. */
const MAX_PIECES = 100_000;
/** Go's limit for the numbers in `{2,5}`. */
const MAX_REPEAT = 1000;

/**
 * Reads the expressions that ignore patterns are turned into, with the escapes and classes that Go's regexp knows: the ways
 * between its `|`. Undefined where Go reports an error.
 */
export function readExpression(text: string): readonly (readonly Piece[])[] | undefined {
  const reader: Reader = { text, at: 0, failed: false, before: 'nothing' };
  let pieces: Piece[] = [];
  const ways = [pieces];
  while (reader.at < text.length && !reader.failed) {
    if (text[reader.at] === '|') {
      reader.at++;
      reader.before = 'nothing';
      ways.push((pieces = []));
    } else readPiece(reader, pieces);
    if (pieces.length > MAX_PIECES) return undefined;
  }
  return reader.failed ? undefined : ways;
}

function readPiece(reader: Reader, pieces: Piece[]): void {
  const { text } = reader;
  if (text[reader.at] === '{' && readRepetition(reader, pieces)) return;
  const char = nextChar(reader);
  reader.before = 'piece';
  if (char === '(') {
    // Only `(.*/)?` has a bracket that is not escaped.
    reader.at += 5;
    reader.before = 'repetition';
    pieces.push({ kind: 'optional' }, { kind: 'folder' });
    return;
  }
  if (char === '^') pieces.push({ kind: 'start' });
  else if (char === '$') pieces.push({ kind: 'end' });
  else if (char === '\\' && readAssertion(reader, pieces)) return;
  else {
    let accepts: Accepts;
    if (char === '[') accepts = readClass(reader);
    else if (char === '.') accepts = (code) => code !== 10;
    else if (char === '\\') accepts = readSet(reader) ?? equals(readEscape(reader));
    else accepts = equals(char.codePointAt(0));
    const many = text[reader.at] === '*';
    if (many) {
      reader.at++;
      reader.before = 'repetition';
    }
    pieces.push({ kind: many ? 'many' : 'one', accepts });
  }
}

/** `{2}`, `{2,}` or `{2,5}`: repeats the piece in front. False when it is none of these, which Go takes as it is written. */
function readRepetition(reader: Reader, pieces: Piece[]): boolean {
  const repetition = /\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}/y;
  repetition.lastIndex = reader.at;
  const [whole, low, comma, high] = repetition.exec(reader.text) ?? [];
  if (whole === undefined) return false;
  reader.at += whole.length;
  const least = Number(low);
  const most = comma === undefined ? least : high === undefined ? undefined : Number(high);
  const last = pieces.pop();
  if (reader.before !== 'piece' || !last || least > MAX_REPEAT || (most ?? 0) > MAX_REPEAT || (most ?? least) < least) {
    reader.failed = true;
    return true;
  }
  reader.before = 'repetition';
  if (!('accepts' in last)) {
    if (least > 0) pieces.push(last);
    return true;
  }
  for (let count = 0; count < least; count++) pieces.push(last);
  if (most === undefined) pieces.push({ kind: 'many', accepts: last.accepts });
  else for (let count = least; count < most; count++) pieces.push({ kind: 'maybe', accepts: last.accepts });
  return true;
}

const equals =
  (wanted: number | undefined): Accepts =>
  (code) =>
    code === wanted;

function nextChar(reader: Reader): string {
  const code = reader.text.codePointAt(reader.at);
  if (code === undefined) {
    reader.failed = true;
    return '';
  }
  const char = String.fromCodePoint(code);
  reader.at += char.length;
  return char;
}

/** `\A`, `\z`, `\b`, `\B` and `\Q…\E`; the backslash is read. False for any other escape. */
function readAssertion(reader: Reader, pieces: Piece[]): boolean {
  const { text, at } = reader;
  const kind = ({ A: 'start', z: 'end', b: 'boundary', B: 'inside' } as const)[text[at] ?? ''];
  if (kind) pieces.push({ kind });
  else if (text[at] === 'Q') {
    const close = text.indexOf('\\E', at + 1);
    const literal = text.slice(at + 1, close < 0 ? text.length : close);
    for (const char of literal) pieces.push({ kind: 'one', accepts: equals(char.codePointAt(0)) });
    reader.at = close < 0 ? text.length : close + 2;
    return true;
  } else return false;
  reader.at++;
  return true;
}

const PERL: Readonly<Record<string, RegExp>> = {
  d: /[0-9]/,
  D: /[^0-9]/,
  s: /[\t\n\f\r ]/,
  S: /[^\t\n\f\r ]/,
  w: /[0-9A-Za-z_]/,
  W: /[^0-9A-Za-z_]/,
};

const fits =
  (expression: RegExp): Accepts =>
  (code) =>
    expression.test(String.fromCodePoint(code));

/** `\d`, `\pL` and the like behind a backslash; undefined when the escape stands for one character. */
function readSet(reader: Reader): Accepts | undefined {
  const { text, at } = reader;
  const letter = text[at] ?? '';
  const perl = Object.hasOwn(PERL, letter) ? PERL[letter] : undefined;
  if (perl) {
    reader.at++;
    return fits(perl);
  }
  if (letter !== 'p' && letter !== 'P') return undefined;
  const category = text[at + 1] ?? '';
  reader.at += 2;
  if (!'CLMNPSZ'.includes(category) || !category) reader.failed = true;
  return reader.failed ? () => false : fits(new RegExp(`\\${letter}{${category}}`, 'u'));
}

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** The character that an escape stands for; the backslash is read. */
function readEscape(reader: Reader): number | undefined {
  const { text, at } = reader;
  const char = nextChar(reader);
  const code = char.codePointAt(0);
  if (code !== undefined && code < 128 && !/[0-9A-Za-z]/.test(char)) return code;
  if (Object.hasOwn(CONTROLS, char)) return CONTROLS[char];
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(text.slice(at, at + 3))?.[0];
  if (octal) {
    reader.at = at + octal.length;
    return Number.parseInt(octal, 8);
  }
  const hex = /^x([0-9A-Fa-f]{2})/.exec(text.slice(at, at + 3))?.[1];
  if (hex) {
    reader.at = at + 3;
    return Number.parseInt(hex, 16);
  }
  reader.failed = true;
  return undefined;
}

const POSIX: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  ascii: /[\0-\x7f]/,
  blank: /[\t ]/,
  cntrl: /[^ -~\u0080-\u{10ffff}]/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t\n\v\f\r ]/,
  upper: /[A-Z]/,
  word: /[0-9A-Za-z_]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** A class; its `[` is read. */
function readClass(reader: Reader): Accepts {
  const { text } = reader;
  const parts: Accepts[] = [];
  const negated = text[reader.at] === '^';
  if (negated) reader.at++;
  for (let first = true; !reader.failed; first = false) {
    if (text[reader.at] === ']' && !first) break;
    const part = readClassPart(reader);
    if (part) parts.push(part);
  }
  reader.at++;
  return (code) => parts.some((accepts) => accepts(code)) !== negated;
}

function readClassPart(reader: Reader): Accepts | undefined {
  const { text } = reader;
  const close = text.startsWith('[:', reader.at) ? text.indexOf(':]', reader.at + 2) : -1;
  if (close >= 0) {
    const [, not, name = ''] = /^(\^?)(.*)$/s.exec(text.slice(reader.at + 2, close)) ?? [];
    const set = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
    reader.at = close + 2;
    if (!set) reader.failed = true;
    return set && ((code) => fits(set)(code) !== (not === '^'));
  }
  if (text[reader.at] === '\\') {
    reader.at++;
    const set = readSet(reader);
    if (set) return set;
    reader.at--;
  }
  const low = readClassChar(reader);
  let high = low;
  if (text[reader.at] === '-' && reader.at + 1 < text.length && text[reader.at + 1] !== ']') {
    reader.at++;
    high = readClassChar(reader);
  }
  if (low === undefined || high === undefined || high < low) {
    reader.failed = true;
    return undefined;
  }
  return (code) => code >= low && code <= high;
}

function readClassChar(reader: Reader): number | undefined {
  const char = nextChar(reader);
  return char === '\\' ? readEscape(reader) : char.codePointAt(0);
}
