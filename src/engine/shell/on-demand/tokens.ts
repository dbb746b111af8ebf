/** A token as dash's reader cuts text. */
export interface Token {
  readonly kind: 'word' | 'operator' | 'redirection' | 'newline' | 'end';
  /** As typed. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Reads `$(…)` from the offset after its bracket and answers the offset of the closing one; undefined after an error. */
export type ReadNested = (text: string, from: number) => number | undefined;

const BLANK = /(?:[ \t]|\\\n)*(?:#[^\n]*)?/y;
/** What ends a word, to which no other white space belongs: a carriage return before the end of a line is part of the last word. */
const WORD_ENDS = new Set(' \t\n;&|()<>');
const OPERATORS = /&&|\|\||;;|[;&|()]/y;
const REDIRECTION = /\d?(?:<<-|<<|>>|<>|>\||[<>]&|[<>])/y;

/** The token at an offset; undefined where the text inside a word is no script, or something stays open. */
export function tokenAt(text: string, from: number, nested: ReadNested): Token | undefined {
  BLANK.lastIndex = from;
  const start = from + (BLANK.exec(text)?.[0].length ?? 0);
  if (start >= text.length) return { kind: 'end', text: '', start, end: start };
  if (text[start] === '\n') return { kind: 'newline', text: '\n', start, end: start + 1 };
  for (const [kind, pattern] of [
    ['redirection', REDIRECTION],
    ['operator', OPERATORS],
  ] as const) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, start, end: start + found.length };
  }
  const end = wordEnd(text, start, nested);
  // each token takes at least a character, so that whoever reads them comes to an end
  return end === undefined || end === start ? undefined : { kind: 'word', text: text.slice(start, end), start, end };
}

function wordEnd(text: string, from: number, nested: ReadNested): number | undefined {
  let at: number | undefined = from;
  while (at !== undefined && at < text.length && !WORD_ENDS.has(text[at] ?? '')) at = part(text, at, nested);
  return at;
}

/** The offset after one part of a word: a character, an escape, something quoted, an expansion. */
function part(text: string, at: number, nested: ReadNested): number | undefined {
  const char = text[at];
  if (char === '\\') return at + 2;
  if (char === "'") return after(text, "'", at + 1);
  if (char === '"') return quoted(text, at + 1, nested);
  if (char === '`') return after(text, '`', at + 1);
  if (char !== '$') return at + 1;
  if (text.startsWith('$((', at)) return after(text, '))', at + 3);
  if (text[at + 1] === '{') return braces(text, at + 2, nested);
  if (text[at + 1] !== '(') return at + 1;
  const end = nested(text, at + 2);
  return end === undefined ? undefined : end + 1;
}

function after(text: string, what: string, from: number): number | undefined {
  const at = text.indexOf(what, from);
  return at === -1 ? undefined : at + what.length;
}

function quoted(text: string, from: number, nested: ReadNested): number | undefined {
  let at: number | undefined = from;
  while (at !== undefined && at < text.length) {
    if (text[at] === '"') return at + 1;
    at = text[at] === "'" ? at + 1 : part(text, at, nested);
  }
  return undefined;
}

function braces(text: string, from: number, nested: ReadNested): number | undefined {
  let at: number | undefined = from;
  while (at !== undefined && at < text.length) {
    if (text[at] === '}') return at + 1;
    at = part(text, at, nested);
  }
  return undefined;
}
