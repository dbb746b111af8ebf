/** A POSIX regular expression as a tree. */
export type Node =
  | { readonly kind: 'set'; readonly test: (char: string) => boolean }
  | { readonly kind: 'assert'; readonly at: 'start' | 'end' | 'word' | 'notword' | 'wordstart' | 'wordend' }
  | { readonly kind: 'back'; readonly index: number }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly kind: 'either'; readonly nodes: readonly Node[] }
  | { readonly kind: 'group'; readonly node: Node; readonly index: number }
  | { readonly kind: 'repeat'; readonly node: Node; readonly from: number; readonly to: number };

export interface Parsed {
  readonly node: Node;
  readonly groups: number;
  /** Why the text is no expression, in GNU's words. */
  readonly error: string | undefined;
}

interface Reader {
  readonly text: string;
  readonly extended: boolean;
  readonly ignoreCase: boolean;
  at: number;
  groups: number;
  depth: number;
  error: string | undefined;
}

/** Reads a basic or (`extended`) extended expression with GNU's additions `\+ \? \| \w \W \s \S \b \< \>`. */
export function parseRegex(text: string, how: { extended: boolean; ignoreCase: boolean }): Parsed {
  const reader: Reader = { text, ...how, at: 0, groups: 0, depth: 0, error: undefined };
  const node = either(reader);
  if (reader.at < text.length && reader.error === undefined)
    reader.error = how.extended ? 'Unmatched ) or \\)' : 'Unmatched ) or \\)';
  return { node, groups: reader.groups, error: reader.error };
}

function fail(reader: Reader, error: string): void {
  reader.error ??= error;
  reader.at = reader.text.length;
}

/** Is the operator (`|`, `(`, `)`, `+`, `?`, `{`, `}`) at the place; basic expressions write it with a backslash. */
function operator(reader: Reader, char: string): boolean {
  return reader.text.startsWith(reader.extended ? char : `\\${char}`, reader.at);
}

function skip(reader: Reader): void {
  reader.at += reader.extended ? 1 : 2;
}

function either(reader: Reader): Node {
  if (++reader.depth > 100) {
    fail(reader, 'Regular expression too big');
    return { kind: 'sequence', nodes: [] };
  }
  const nodes = [sequence(reader)];
  while (operator(reader, '|')) {
    skip(reader);
    nodes.push(sequence(reader));
  }
  reader.depth--;
  const [only] = nodes;
  return nodes.length === 1 && only ? only : { kind: 'either', nodes };
}

function sequence(reader: Reader): Node {
  const nodes: Node[] = [];
  while (
    reader.at < reader.text.length &&
    !operator(reader, '|') &&
    !(operator(reader, ')') && (reader.depth > 1 || !reader.extended))
  ) {
    const first = nodes.length === 0;
    const node = atom(reader, first);
    if (!node) break;
    nodes.push(repeated(reader, node));
  }
  return { kind: 'sequence', nodes };
}

function atom(reader: Reader, first: boolean): Node | undefined {
  const { text, extended } = reader;
  if (operator(reader, '(')) return group(reader);
  const char = text[reader.at] ?? '';
  if (char === '*' && first) {
    if (!extended) return literal(reader, '*', 1);
    // At the start of an extended expression a star stands for nothing.
    reader.at++;
    return { kind: 'sequence', nodes: [] };
  }
  if (char === '^' && (extended || first)) return assertion(reader, 'start', 1);
  if (char === '$' && (extended || endsHere(reader))) return assertion(reader, 'end', 1);
  if (char === '.') {
    reader.at++;
    return { kind: 'set', test: (one) => one !== '\n' };
  }
  if (char === '[') return bracket(reader);
  if (char === '\\') return escape(reader);
  if (extended && (char === '+' || char === '?') && first) return literal(reader, char, 1);
  return literal(reader, char, 1);
}

/** In basic expressions `$` is special only at the end of a branch. */
function endsHere(reader: Reader): boolean {
  const rest = reader.text.slice(reader.at + 1);
  return rest === '' || rest.startsWith(String.raw`\)`) || rest.startsWith(String.raw`\|`);
}

function literal(reader: Reader, char: string, length: number): Node {
  reader.at += length;
  return { kind: 'set', test: same(char, reader.ignoreCase) };
}

function same(char: string, ignoreCase: boolean): (one: string) => boolean {
  if (!ignoreCase) return (one) => one === char;
  const lower = char.toLowerCase();
  return (one) => one.toLowerCase() === lower;
}

function assertion(reader: Reader, at: Extract<Node, { kind: 'assert' }>['at'], length: number): Node {
  reader.at += length;
  return { kind: 'assert', at };
}

function group(reader: Reader): Node {
  skip(reader);
  const index = ++reader.groups;
  const node = either(reader);
  if (operator(reader, ')')) skip(reader);
  else fail(reader, 'Unmatched ( or \\(');
  return { kind: 'group', node, index };
}

const ASSERTS: Readonly<Record<string, Extract<Node, { kind: 'assert' }>['at'] | undefined>> = {
  b: 'word',
  B: 'notword',
  '<': 'wordstart',
  '>': 'wordend',
};

function escape(reader: Reader): Node {
  const char = reader.text[reader.at + 1];
  if (char === undefined) {
    fail(reader, 'Trailing backslash');
    return { kind: 'sequence', nodes: [] };
  }
  const assert = ASSERTS[char];
  if (assert) return assertion(reader, assert, 2);
  if (/[1-9]/.test(char)) {
    const index = Number(char);
    if (index > reader.groups) fail(reader, 'Invalid back reference');
    reader.at += 2;
    return { kind: 'back', index };
  }
  const classes: Readonly<Record<string, RegExp | undefined>> = { w: /\w/, W: /\W/, s: /\s/, S: /\S/ };
  const known = classes[char];
  if (known) {
    reader.at += 2;
    return { kind: 'set', test: (one) => known.test(one) };
  }
  return literal(reader, char === 'n' ? '\n' : char === 't' ? '\t' : char, 2);
}

function repeated(reader: Reader, node: Node): Node {
  let made = node;
  for (;;) {
    const range = repetition(reader);
    if (!range) return made;
    made = { kind: 'repeat', node: made, ...range };
    if (++reader.depth > 100) {
      fail(reader, 'Regular expression too big');
      return made;
    }
    reader.depth--;
  }
}

function repetition(reader: Reader): { from: number; to: number } | undefined {
  if (reader.text[reader.at] === '*') {
    reader.at++;
    return { from: 0, to: Number.POSITIVE_INFINITY };
  }
  if (operator(reader, '+')) {
    skip(reader);
    return { from: 1, to: Number.POSITIVE_INFINITY };
  }
  if (operator(reader, '?')) {
    skip(reader);
    return { from: 0, to: 1 };
  }
  if (!operator(reader, '{')) return undefined;
  const pattern = reader.extended ? /\{(\d*)(,?)(\d*)\}/y : /\\\{(\d*)(,?)(\d*)\\\}/y;
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (!match || (match[1] === '' && match[2] === '')) {
    if (!reader.extended) fail(reader, 'Unmatched \\{');
    return undefined;
  }
  reader.at = pattern.lastIndex;
  const from = Number(match[1] || 0);
  const to = match[2] === '' ? from : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (from > 255 || (to !== Number.POSITIVE_INFINITY && to > 255)) fail(reader, 'Regular expression too big');
  if (from > to) fail(reader, 'Invalid content of \\{\\}');
  return { from, to };
}

const CLASSES: Readonly<Record<string, RegExp | undefined>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[A-Fa-f0-9]/,
};

function bracket(reader: Reader): Node {
  const { text } = reader;
  let at = reader.at + 1;
  const negate = text[at] === '^';
  if (negate) at++;
  const tests: ((char: string) => boolean)[] = [];
  for (const begin = at; ;) {
    const char = text[at];
    if (char === undefined || reader.error !== undefined) {
      fail(reader, 'Unmatched [, [^, [:, [., or [=');
      return { kind: 'sequence', nodes: [] };
    }
    if (char === ']' && at > begin) break;
    const named = /^\[:(\w+):\]/.exec(text.slice(at, at + 12));
    if (named) {
      const known = CLASSES[named[1] ?? ''];
      if (!known) fail(reader, 'Invalid character class name');
      tests.push((one) => known?.test(one) === true);
      at += named[0].length;
      continue;
    }
    const end = text[at + 2];
    if (text[at + 1] === '-' && end !== undefined && end !== ']') {
      if (end < char) fail(reader, 'Invalid range end');
      tests.push((one) => one >= char && one <= end);
      at += 3;
    } else {
      tests.push((one) => one === char);
      at++;
    }
  }
  reader.at = at + 1;
  const holds = (one: string): boolean => tests.some((test) => test(one));
  const folded = (one: string): boolean => holds(one) || holds(one.toLowerCase()) || holds(one.toUpperCase());
  const test = reader.ignoreCase ? folded : holds;
  return { kind: 'set', test: (one) => test(one) !== negate };
}
