import type { Span } from '../base/span.ts';
import { readArguments } from './arguments.ts';
import { directiveSearch, listDirectives, readDirective } from './directives.ts';
import type { DirectiveSearch } from './directives.ts';
import { bytesAsText, skipSpaces, trimSpace } from './go-text.ts';
import { heredocWords } from './heredoc.ts';
import { instructionName, readerOf } from './instructions.ts';
import { splitLine } from './lex.ts';
import { MAX_LINE, commentStart, continuationAt, lineReader, nextLine } from './lines.ts';
import type { LineReader } from './lines.ts';
import { sliceLine, spanOf } from './segments.ts';
import type { LogicalLine } from './segments.ts';
import { groupStages } from './stages.ts';
import type { Comment, Dockerfile, DockerfileError, Heredoc, Node, Segment } from './syntax.ts';

/** Triggers inside triggers that are read; a second one is an error already. */
const MAX_TRIGGERS = 8;

const NONE: readonly never[] = [];
const NOWHERE: Span = { start: 0, end: 0 };

/** A node that is not complete yet. */
type Draft = { -readonly [Key in keyof Node]: Node[Key] };

interface State {
  readonly reader: LineReader;
  readonly search: DirectiveSearch;
  readonly nodes: Node[];
  readonly comments: Comment[];
  readonly errors: DockerfileError[];
  escape: '\\' | '`';
  /** Comment lines since the last instruction, as BuildKit attaches them. */
  above: Comment[] | undefined;
  /** See `Node`. */
  emptyContinuation: number;
}

/**
 * Reads any text as a Dockerfile. It never throws: what cannot be read is in `errors`, and reading goes on behind it.
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go.
 */
export function parse(text: string): Dockerfile {
  const reader = lineReader(text);
  const nodes: Node[] = [];
  const comments: Comment[] = [];
  const errors: DockerfileError[] = [];
  const state: State = {
    reader,
    search: directiveSearch(),
    nodes,
    comments,
    errors,
    escape: '\\',
    above: undefined,
    emptyContinuation: 0,
  };
  while (nextLine(reader)) readFirstLine(state);
  if (nodes.length === 0 && errors.length === 0) addError(state, 'file with no instructions', reader.count);
  if (reader.tooLong) addError(state, `dockerfile line greater than max allowed size of ${MAX_LINE}`, reader.count);
  const { metaArgs, stages } = groupStages(nodes, errors);
  const directives = listDirectives(text);
  return { text, directives, escape: state.escape, nodes, comments, error: errors[0], errors, metaArgs, stages };
}

/** Adds a mistake that stops BuildKit's lexer at the current line. */
function addError(state: State, message: string, line: number): void {
  const { start, end } = state.reader;
  state.errors.push({ kind: 'syntax', message, line, endLine: line, span: { start, end } });
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
  if (start < reader.end) readNode(state, start);
}

function readComment(state: State, at: number): void {
  const { reader } = state;
  const directive = readDirective(state.search, reader, at);
  // The reference counts the line only afterwards, so these errors name the line before.
  if (typeof directive === 'string') addError(state, directive, reader.count - 1);
  else if (directive?.name === 'escape') setEscape(state, directive.value);
  if (directive !== undefined) return;
  const comment = addComment(state, at);
  const attached = at === reader.start ? comment : { ...comment, text: indentedComment(reader) };
  if (attached.text === '') state.above = undefined;
  else if (state.above) state.above.push(attached);
  else state.above = [attached];
}

/** BuildKit cuts off the first byte of a comment line even when it is no `#`; the rest of a character shows as U+FFFD. */
function indentedComment(reader: LineReader): string {
  const broken = bytesAsText(reader.text.slice(reader.start, reader.start + 1)).length - 1;
  return trimSpace('\ufffd'.repeat(broken) + reader.text.slice(reader.start + 1, reader.end));
}

function setEscape(state: State, value: string): void {
  if (value === '\\' || value === '`') state.escape = value;
  else addError(state, `invalid escape token '${value}' does not match \` or \\`, state.reader.count - 1);
}

function addComment(state: State, at: number): Comment {
  const { reader } = state;
  const text = trimSpace(reader.text.slice(at + 1, reader.end));
  const comment = { text, line: reader.count, span: { start: at, end: reader.end } };
  state.comments.push(comment);
  return comment;
}

/** Joins the current line, from `start`, with those it continues on. */
function joinLines(state: State, start: number): LogicalLine {
  const { reader, escape } = state;
  const segments: Segment[] = [{ at: 0, file: start }];
  let blank = false;
  let cut = continuationAt(reader, start, escape);
  let original = reader.text.slice(start, cut < 0 ? reader.end : cut);
  while (cut >= 0 && nextLine(reader)) {
    const comment = commentStart(reader);
    if (comment >= 0) {
      addComment(state, comment);
      continue;
    }
    if (skipSpaces(reader.text, reader.start, reader.end) >= reader.end) {
      blank = true;
      continue;
    }
    cut = continuationAt(reader, reader.start, escape);
    const end = cut < 0 ? reader.end : cut;
    if (end === reader.start) continue;
    if (original === '') segments.pop();
    segments.push({ at: original.length, file: reader.start });
    original += reader.text.slice(reader.start, end);
  }
  state.emptyContinuation = blank ? reader.count : 0;
  return { original, segments };
}

function readNode(state: State, start: number): void {
  const { reader } = state;
  const line = reader.count;
  const node = parseLine(joinLines(state, start), state.escape, 0);
  const comments = state.above ?? NONE;
  state.above = undefined;
  let mistake = typeof node === 'string' ? node : undefined;
  if (typeof node !== 'string') {
    const heredocs = readHeredocs(reader, node);
    if (typeof heredocs === 'string') mistake = heredocs;
    else {
      node.comments = comments;
      node.heredocs = heredocs;
      node.line = line;
      node.endLine = reader.count;
      node.span = { start, end: reader.end };
      node.emptyContinuation = state.emptyContinuation;
      state.nodes.push(node);
    }
  }
  if (mistake === undefined) return;
  const span = { start, end: reader.end };
  state.errors.push({ kind: 'syntax', message: mistake, line, endLine: reader.count, span });
}

/** One logical line without heredocs, comments and line numbers; a text is a mistake. */
function parseLine(line: LogicalLine, escape: string, depth: number): Draft | string {
  const split = splitLine(line);
  const name = instructionName(split.keyword.value);
  const node: Draft = {
    keyword: split.keyword,
    name,
    flags: split.flags,
    json: false,
    args: NONE,
    heredocs: NONE,
    original: line.original,
    segments: line.segments,
    comments: NONE,
    line: 0,
    endLine: 0,
    span: NOWHERE,
    emptyContinuation: 0,
    sub: undefined,
  };
  const form = readerOf(name)?.form ?? 'none';
  if (form === 'trigger') {
    if (split.start >= split.end || depth >= MAX_TRIGGERS) return node;
    const sub = parseLine(sliceLine(line, split.start, split.end), escape, depth + 1);
    if (typeof sub === 'string') return sub;
    sub.span = spanOf(line, split.start, split.end);
    node.sub = sub;
    return node;
  }
  const { start, end } = split;
  const read = readArguments(form, line, { start, end, escape, instruction: name });
  if (read.error !== undefined) return read.error;
  node.args = read.args;
  node.json = read.json;
  return node;
}

/** Reads the bodies that the `<<NAME` words of an instruction announce; a text is a mistake. */
function readHeredocs(reader: LineReader, node: Node): readonly Heredoc[] | string {
  if (!node.original.includes('<<')) return NONE;
  const owner = node.name === 'onbuild' && node.sub ? node.sub : node;
  if (!readerOf(owner.name)?.heredocs || owner.json) return NONE;
  const words = heredocWords(node.original);
  if (typeof words === 'string') return words;
  const heredocs: Heredoc[] = [];
  for (const word of words) {
    const start = reader.next;
    let closed = false;
    while (!closed && nextLine(reader)) closed = isEndLine(reader, word.name, word.chomp);
    if (!closed) return 'unterminated heredoc';
    const { name, fd, expand, chomp } = word;
    const content = reader.text.slice(start, reader.start);
    const span = { start, end: reader.start };
    heredocs.push({ name, fd, expand, chomp, content, span, wordSpan: spanOf(node, word.start, word.end) });
  }
  return heredocs;
}

function isEndLine(reader: LineReader, name: string, chomp: boolean): boolean {
  let { start } = reader;
  if (chomp) while (start < reader.end && reader.text.charCodeAt(start) === 9) start++;
  return reader.end - start === name.length && reader.text.startsWith(name, start);
}
