import type { Span } from '../base/span.ts';
import { readArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { directiveSearch, listDirectives, readDirective } from './directives.ts';
import type { DirectiveSearch } from './directives.ts';
import { lower, skipSpaces, trimSpace, upper } from './go-text.ts';
import { heredocWords } from './heredoc.ts';
import { readerOf } from './instructions.ts';
import { splitLine } from './lex.ts';
import { MAX_LINE, commentStart, continuationAt, lineReader, nextLine } from './lines.ts';
import type { LineReader } from './lines.ts';
import { sliceLine, spanOf } from './segments.ts';
import type { LogicalLine } from './segments.ts';
import { groupStages } from './stages.ts';
import type { Comment, Dockerfile, DockerfileError, Heredoc, Node, Segment } from './syntax.ts';

/** Triggers inside triggers that are read; a second one is an error already. */
const MAX_TRIGGERS = 8;

interface State {
  readonly reader: LineReader;
  readonly search: DirectiveSearch;
  readonly nodes: Node[];
  readonly comments: Comment[];
  readonly errors: DockerfileError[];
  escape: '\\' | '`';
  /** Comment lines since the last instruction, as BuildKit attaches them. */
  above: Comment[];
}

/**
 * Reads any text as a Dockerfile. It never throws: what cannot be read is in `errors`, and reading goes on behind it.
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go.
 */
export function parse(text: string): Dockerfile {
  const reader = lineReader(text);
  const state: State = {
    ...{ reader, search: directiveSearch(), nodes: [], comments: [], errors: [], above: [] },
    escape: '\\',
  };
  while (nextLine(reader)) readFirstLine(state);
  const { nodes, comments, errors, escape } = state;
  const broken = errors.length > 0;
  if (nodes.length === 0 && !broken) addError(state, 'file with no instructions', { line: reader.count });
  else if (reader.tooLong)
    addError(state, `dockerfile line greater than max allowed size of ${MAX_LINE}`, { line: reader.count });
  const { metaArgs, stages } = groupStages(nodes, errors);
  const directives = listDirectives(text);
  return { text, directives, escape, nodes, comments, error: errors[0], errors, metaArgs, stages };
}

interface Place {
  readonly line: number;
  readonly endLine?: number;
  readonly span?: Span;
}

function addError(state: State, message: string, place: Place): void {
  const { line, endLine = line, span = { start: state.reader.start, end: state.reader.end } } = place;
  state.errors.push({ kind: 'syntax', message, line, endLine, span });
}

/** Reads the current line, and the lines that belong to it when an instruction begins there. */
function readFirstLine(state: State): void {
  const { reader } = state;
  const { text } = reader;
  const start = skipSpaces(text, reader.start, reader.end);
  if (start < reader.end && text.charCodeAt(start) === 35) {
    readComment(state, start);
    return;
  }
  state.search.done = true;
  if (start >= reader.end) return;
  readNode(state, start);
}

function readComment(state: State, at: number): void {
  const { reader } = state;
  const directive = readDirective(state.search, reader, at);
  // The reference counts the line only afterwards, so these errors name the line before.
  if (typeof directive === 'string') addError(state, directive, { line: reader.count - 1 });
  else if (directive?.name === 'escape') setEscape(state, directive.value);
  if (directive !== undefined) return;
  addComment(state, at);
  // BuildKit cuts off the first character of the line even when it is no `#`.
  const attached = trimSpace(reader.text.slice(reader.start + 1, reader.end));
  const span = { start: at, end: reader.end };
  if (attached === '') state.above = [];
  else state.above.push({ text: attached, line: reader.count, span });
}

function setEscape(state: State, value: string): void {
  if (value === '\\' || value === '`') state.escape = value;
  else addError(state, `invalid escape token '${value}' does not match \` or \\`, { line: state.reader.count - 1 });
}

function addComment(state: State, at: number): void {
  const { reader, comments } = state;
  const text = trimSpace(reader.text.slice(at + 1, reader.end));
  comments.push({ text, line: reader.count, span: { start: at, end: reader.end } });
}

interface Joined extends LogicalLine {
  readonly emptyContinuation: boolean;
}

/** Joins the current line, from `start`, with those it continues on. */
function joinLines(state: State, start: number): Joined {
  const { reader, escape } = state;
  const segments: Segment[] = [{ at: 0, file: start }];
  let emptyContinuation = false;
  let cut = continuationAt(reader, start, escape);
  let text = reader.text.slice(start, cut < 0 ? reader.end : cut);
  while (cut >= 0 && nextLine(reader)) {
    const comment = commentStart(reader);
    if (comment >= 0) {
      addComment(state, comment);
      continue;
    }
    if (skipSpaces(reader.text, reader.start, reader.end) >= reader.end) {
      emptyContinuation = true;
      continue;
    }
    cut = continuationAt(reader, reader.start, escape);
    const end = cut < 0 ? reader.end : cut;
    if (end === reader.start) continue;
    if (text === '') segments.pop();
    segments.push({ at: text.length, file: reader.start });
    text += reader.text.slice(reader.start, end);
  }
  return { text, segments, emptyContinuation };
}

function readNode(state: State, start: number): void {
  const { reader } = state;
  const line = reader.count;
  const joined = joinLines(state, start);
  const comments = state.above;
  state.above = [];
  const parsed = parseLine(joined, state.escape, 0);
  const place = (): Place => ({ line, endLine: reader.count, span: { start, end: reader.end } });
  if (parsed.error !== undefined) {
    addError(state, parsed.error, place());
    return;
  }
  const heredocs = readHeredocs(state, joined, parsed.node);
  if (typeof heredocs === 'string') {
    addError(state, heredocs, place());
    return;
  }
  const { emptyContinuation } = joined;
  const span = { start, end: reader.end };
  state.nodes.push({ ...parsed.node, comments, line, endLine: reader.count, span, emptyContinuation, heredocs });
}

interface ParsedLine {
  readonly node: Node;
  readonly error: string | undefined;
}

/** One logical line without heredocs, comments and line numbers. */
function parseLine(line: LogicalLine, escape: string, depth: number): ParsedLine {
  const { keyword, flags, start, end } = splitLine(line);
  const name = lower(keyword.value);
  const form = readerOf(name)?.form ?? 'none';
  let sub: ParsedLine | undefined;
  let read: Arguments = { args: [], json: false };
  if (form !== 'trigger') read = readArguments(form, line, { start, end, escape, instruction: upper(name) });
  else if (start < end && depth < MAX_TRIGGERS) sub = parseLine(sliceLine(line, start, end), escape, depth + 1);
  const node: Node = {
    ...{ keyword, name, flags, json: read.json, args: read.args, heredocs: [] },
    ...{ original: line.text, segments: line.segments, comments: [], line: 0, endLine: 0 },
    span: spanOf(line, 0, line.text.length),
    emptyContinuation: false,
    sub: sub?.node,
  };
  return { node, error: read.error ?? sub?.error };
}

/** Reads the bodies that the `<<NAME` words of an instruction announce; a text is a mistake. */
function readHeredocs(state: State, line: LogicalLine, node: Node): readonly Heredoc[] | string {
  if (!line.text.includes('<<')) return [];
  const owner = node.name === 'onbuild' && node.sub ? node.sub : node;
  if (!readerOf(owner.name)?.heredocs || owner.json) return [];
  const words = heredocWords(line.text);
  if (typeof words === 'string') return words;
  const { reader } = state;
  const heredocs: Heredoc[] = [];
  for (const word of words) {
    const start = reader.next;
    let closed = false;
    let end = start;
    while (!closed && nextLine(reader)) {
      end = reader.count === 1 ? start : reader.start;
      closed = isEndLine(reader, word.name, word.chomp);
    }
    if (!closed) return 'unterminated heredoc';
    const { name, fd, expand, chomp } = word;
    heredocs.push({
      ...{ name, fd, expand, chomp, content: reader.text.slice(start, end) },
      span: { start, end },
      wordSpan: spanOf(line, word.start, word.end),
    });
  }
  return heredocs;
}

function isEndLine(reader: LineReader, name: string, chomp: boolean): boolean {
  let { start } = reader;
  if (chomp) while (start < reader.end && reader.text.charCodeAt(start) === 9) start++;
  return reader.end - start === name.length && reader.text.startsWith(name, start);
}
