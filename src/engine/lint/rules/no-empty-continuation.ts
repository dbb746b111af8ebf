import type { Span } from '../../base/span.ts';
import type { Node } from '../../dockerfile/syntax.ts';
import { defineRule } from '../rule.ts';

/** The blank lines between the first line of an instruction and its last, line ends included; heredocs are not looked at. */
function blankLines(text: string, { span, heredocs }: Node): Span[] {
  const { start } = span;
  const end = heredocs[0]?.span.start ?? span.end;
  const found: Span[] = [];
  for (let begin = text.indexOf('\n', start) + 1; begin > 0 && begin < end;) {
    const stop = text.indexOf('\n', begin) + 1 || text.length;
    if (text.slice(begin, stop).trim() === '') found.push({ start: begin, end: stop });
    begin = stop === text.length ? 0 : stop;
  }
  return found;
}

// moby/buildkit frontend/dockerfile/parser/parser.go
export default defineRule({
  name: 'NoEmptyContinuation',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Leave no blank line inside a continued instruction.',
  why: 'The blank line is dropped today with a warning; it is to become an error, and a reader takes it for the end of the instruction.',
  notInline: true,
  *check({ dockerfile }) {
    if (dockerfile.error?.kind === 'syntax') return;
    for (const node of dockerfile.nodes) {
      const line = node.emptyContinuation;
      if (line === 0) continue;
      const blank = blankLines(dockerfile.text, node);
      const span = blank[0] ?? node.keyword.span;
      const fixes = blank.length
        ? [{ title: 'Remove the blank lines', edits: blank.map((whole) => ({ span: whole, text: '' })) }]
        : [];
      yield { message: 'Empty continuation line', span, line, endLine: line, fixes };
    }
  },
  bad: [
    'FROM alpine:3.22\nRUN apk add \\\n[|\n|]    curl\n',
    'FROM alpine:3.22\nRUN cat <<EOF \\\n[|\n|]  > /x\na\n\nb\nEOF\n',
  ],
  good: ['FROM alpine:3.22\nRUN apk add \\\n    # why\n    curl\n', 'FROM alpine:3.22\nRUN <<EOF\na\n\nb\nEOF\n'],
});
