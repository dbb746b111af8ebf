import { trimSpace } from './go-text.ts';
import { continuationAt } from './lines.ts';
import type { Comment, Dockerfile, Node } from './syntax.ts';

/**
 * Prints a parsed file: every instruction, comment and heredoc, one blank line where there were several, `\n` at line
 * ends, and no blank lines inside an instruction. Parsed again it has the same instructions. Lines that could not be
 * read (`errors` of kind `syntax`) are left out.
 */
export function print(file: Dockerfile): string {
  const { text, nodes, comments } = file;
  const first = Math.min(nodes[0]?.span.start ?? text.length, comments[0]?.span.start ?? text.length);
  // Directives count only at the very top, so what stands in front of the first line that is none is kept as it is.
  const top = text.startsWith('\ufeff') ? 1 : 0;
  let at = Math.max(top, text.lastIndexOf('\n', first - 1) + 1);
  let out = text.slice(top, at);
  let comment = 0;
  const printComments = (end: number): void => {
    for (let next = comments[comment]; next && next.span.start < end; next = comments[++comment]) {
      out += gap(text, at, next.span.start) + commentLine(text, next);
      at = next.span.end;
    }
  };
  for (const node of nodes) {
    printComments(node.span.start);
    out += gap(text, at, node.span.start);
    if (node.segments[0]?.file !== node.span.start) out += `${file.escape}\n`;
    for (const [index, segment] of node.segments.entries()) {
      for (let next = comments[comment]; next && next.span.start < segment.file; next = comments[++comment])
        out += commentLine(text, next);
      const end = node.segments[index + 1]?.at;
      const piece = node.original.slice(segment.at, end);
      out += `${piece}${end !== undefined || isOpen(piece, file.escape) ? file.escape : ''}\n`;
    }
    out += bodies(node);
    at = node.span.end;
  }
  printComments(Infinity);
  // A mark that is part of the first line needs one in front, which is dropped.
  return out.startsWith('\ufeff') ? `\ufeff${out}` : out;
}

function commentLine(text: string, comment: Comment): string {
  const top = text.startsWith('\ufeff') ? 1 : 0;
  const start = Math.max(top, text.lastIndexOf('\n', comment.span.start) + 1);
  return `${text.slice(start, comment.span.end).trimEnd()}\n`;
}

/** A blank line when the source has one between two things. */
function gap(text: string, from: number, to: number): string {
  const newline = text.indexOf('\n', from);
  const second = newline < 0 ? -1 : text.indexOf('\n', newline + 1);
  return from > 0 && second >= 0 && second < to ? '\n' : '';
}

/** True for the last piece of a file that ends inside a continuation, where it could not stand without it. */
function isOpen(piece: string, escape: string): boolean {
  if (trimSpace(piece) === '' || piece.endsWith('\r')) return true;
  return continuationAt({ text: piece, end: piece.length }, 0, escape) >= 0;
}

function bodies(node: Node): string {
  return node.heredocs.map(({ content, name }) => `${content}${name}\n`).join('');
}
