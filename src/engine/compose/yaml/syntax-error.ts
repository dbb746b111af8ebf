import { visit, type Document } from 'yaml';

type Problem = Document.Parsed['errors'][number];

/** Characters that YAML does not allow. Source: yaml.v3 readerc.go yaml_parser_update_buffer. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * What gopkg.in/yaml.v3 says of a text that is no YAML, undefined when it is. The `yaml` package finds the error, the words and the
 * line are go-yaml's: a scanner error names the line, a parser error the line before the collection it was in. Source: yaml.v3
 * decode.go parser.fail; 40 broken files compared with compose 2.26.1.
 */
export function syntaxError(source: string, document: Document.Parsed): string | undefined {
  if (CONTROL.test(source)) return 'yaml: control characters are not allowed';
  const [problem] = document.errors;
  if (!problem) return undefined;
  const found = said(source, document, problem);
  return `yaml: ${found.line > 0 ? `line ${found.line}: ` : ''}${found.words}`;
}

interface Said {
  readonly line: number;
  readonly words: string;
}

function said(source: string, document: Document.Parsed, problem: Problem): Said {
  const [at, end] = problem.pos;
  const line = lineAt(source, at);
  const scanner = (words: string, where = line): Said => ({ line: where, words });
  const codes = new Set(document.errors.map(({ code }) => code));
  switch (problem.code) {
    case 'TAB_AS_INDENT':
      return tab(source, line);
    case 'BAD_SCALAR_START':
      return scanner('found character that cannot start any token');
    case 'BAD_ALIAS':
      return scanner('did not find expected alphabetic or numeric character');
    case 'BAD_DQ_ESCAPE':
      return scanner('found unknown escape character');
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (problem.message.startsWith('A block sequence')) return noKey(source, line + (isDash(source, line) ? 0 : 1));
      if (/^[ \t]*\?/.test(source.slice(at))) return scanner('mapping keys are not allowed in this context');
      return scanner('mapping values are not allowed in this context', multiline(source, document) ?? line);
    case 'MULTILINE_IMPLICIT_KEY':
      if (codes.has('MISSING_CHAR')) return scanner("could not find expected ':'");
      return scanner('mapping values are not allowed in this context', lineAt(source, end));
    case 'MISSING_CHAR':
      return missing(source, document, problem);
    default:
      return structure(source, problem);
  }
}

function structure(source: string, problem: Problem): Said {
  const [at] = problem.pos;
  const line = lineAt(source, at);
  if (/^Flow |flow collection|BLOCK_IN_FLOW/.test(`${problem.message} ${problem.code}`)) return openFlow(source, at);
  // `{A: ${B}}`: the plain scalar ends at the brace
  if (/^Unexpected .* at node end/.test(problem.message) && flowsAt(source, at).length > 0) return openFlow(source, at);
  if (problem.message.startsWith('Block scalar header'))
    return { line, words: 'did not find expected comment or line break' };
  return noKey(source, line);
}

function missing(source: string, document: Document.Parsed, problem: Problem): Said {
  const [at] = problem.pos;
  if (problem.message.endsWith('quote')) {
    let from = at;
    visit(document, {
      Scalar(_key, node) {
        if (node.range && (node.type ?? '').startsWith('QUOTE') && node.range[0] <= at && node.range[2] >= at - 1)
          from = node.range[0];
      },
    });
    return { line: lineAt(source, from), words: 'found unexpected end of stream' };
  }
  if (/flow|Missing ,/.test(problem.message)) return openFlow(source, at);
  return { line: lineAt(source, at), words: "could not find expected ':'" };
}

/** Line of the colon after a key that spans lines. */
function multiline(source: string, document: Document.Parsed): number | undefined {
  const other = document.errors.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY');
  return other && lineAt(source, other.pos[1]);
}

function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) line++;
  return line;
}

function isDash(source: string, line: number): boolean {
  return /^ *-(?: |$)/.test(source.split('\n')[line - 1] ?? '');
}

/** A tab where a token would begin, or one that goes on with a plain scalar of the line before. */
function tab(source: string, line: number): Said {
  const before = source.split('\n')[line - 2] ?? '';
  if (/(?::|-) +[^\s"'[{|>&*#]/.test(before))
    return { line: line - 1, words: 'found a tab character that violates indentation' };
  return { line, words: 'found character that cannot start any token' };
}

/** A line that fits no open block: the line before the first of the mapping that it comes to lie in. */
function noKey(source: string, line: number): Said {
  const lines = source.split('\n');
  const indentOf = (number: number): number => {
    const text = lines[number - 1] ?? '';
    return /^\s*(?:#|$)/.test(text) ? Number.POSITIVE_INFINITY : text.length - text.trimStart().length;
  };
  const bad = indentOf(line);
  let level = -1;
  let start = line;
  for (let number = line - 1; number > 0; number--) {
    const indent = indentOf(number);
    if (indent === Number.POSITIVE_INFINITY) continue;
    if (level === -1) {
      if (indent <= bad) [level, start] = [indent, number];
      continue;
    }
    if (indent < level) break;
    if (indent === level) start = number;
  }
  return { line: start - 1 > 0 ? start - 1 : line - 1, words: 'did not find expected key' };
}

/** Flow collections that are open before an offset, the innermost last. */
function flowsAt(source: string, end: number): { readonly char: string; readonly at: number }[] {
  const open: { char: string; at: number }[] = [];
  let quote = '';
  for (let at = 0; at < Math.min(end, source.length); at++) {
    const char = source[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && /[\s[{,:]/.test(source[at - 1] ?? ' ')) quote = char;
    else if (char === '[' || char === '{') open.push({ char, at });
    else if (char === ']' || char === '}') open.pop();
  }
  return open;
}

/** A flow collection that is not closed, or lacks a comma: the line before its first. */
function openFlow(source: string, end: number): Said {
  const last = flowsAt(source, end).at(-1) ?? { char: '[', at: end };
  const line = lineAt(source, last.at) - 1;
  return {
    line: line > 0 ? line : lineAt(source, end) - 1,
    words: `did not find expected ',' or '${last.char === '[' ? ']' : '}'}'`,
  };
}
