import { lower } from './go-text.ts';
import { lineReader, nextLine } from './lines.ts';
import type { LineReader } from './lines.ts';
import type { Directive } from './syntax.ts';

/** A directive up to its value. Spaces are those of Go's `\s`, which knows neither `\v` nor any beyond ASCII. */
const DIRECTIVE = /^#[\t\n\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=/;
const SPACES = '\t\n\f\r ';
const KNOWN: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

/** Looks for directives line by line until the first line that is none. */
export interface DirectiveSearch {
  readonly seen: Set<string>;
  done: boolean;
}

/** A search in front of the first line. */
export function directiveSearch(): DirectiveSearch {
  return { seen: new Set(), done: false };
}

/**
 * The directive on the current line, whose `#` stands at `at`; undefined ends the search; a text is a mistake.
 * Source: moby/buildkit frontend/dockerfile/parser/directives.go.
 */
export function readDirective(search: DirectiveSearch, reader: LineReader, at: number): Directive | string | undefined {
  if (search.done) return undefined;
  const { text } = reader;
  const line = text.charCodeAt(at) === 35 ? text.slice(at, reader.end) : '';
  const [start = '', given = ''] = DIRECTIVE.exec(line) ?? [];
  const name = lower(given);
  const value = valueOf(line.slice(start.length));
  if (!KNOWN.has(name) || value === '') {
    search.done = true;
    return undefined;
  }
  if (search.seen.has(name)) return `only one ${name} parser directive can be used`;
  search.seen.add(name);
  return { name, value, line: reader.count, span: { start: at, end: reader.end } };
}

/** The text without the spaces around it; of nothing but spaces, the last one. */
function valueOf(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end - 1 && SPACES.includes(text.charAt(start))) start++;
  while (end > start + 1 && SPACES.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/**
 * The directives as `syntax` and `check` are looked for: `#` in the first column, up to a repeated one; a `#!` line in
 * front is skipped.
 */
export function listDirectives(text: string): Directive[] {
  if (text.charCodeAt(0) !== 35 && text.charCodeAt(0) !== 0xfeff) return [];
  const reader = lineReader(text);
  const search = directiveSearch();
  if (/^\ufeff?#!/.test(text)) nextLine(reader);
  const found: Directive[] = [];
  while (nextLine(reader)) {
    const directive = readDirective(search, reader, reader.start);
    if (typeof directive !== 'object') break;
    found.push(directive);
  }
  return found;
}
