import type { Span, Token } from '../base/span.ts';
import type { Node, Segment } from './syntax.ts';

/** A logical line: continuation lines joined, and where each run of it stands in the file. Every node is one. */
export type LogicalLine = Pick<Node, 'original' | 'segments'>;

/** The file offset of the character at `at` of the logical line. */
export function toFile(segments: readonly Segment[], at: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  return segment ? segment.file + at - segment.at : at;
}

/** The file range of a range of the logical line; it covers the continuation when the range crosses one. */
export function spanOf({ segments }: LogicalLine, start: number, end: number): Span {
  const [first] = segments;
  if (segments.length === 1 && first) {
    // One line of the file, the usual case.
    const shift = first.file - first.at;
    return { start: start + shift, end: (end > start ? end : start) + shift };
  }
  const from = toFile(segments, start);
  return { start: from, end: end > start ? toFile(segments, end - 1) + 1 : from };
}

/** The text of a range as a token. */
export function tokenOf(line: LogicalLine, start: number, end: number): Token {
  return { value: line.original.slice(start, end), span: spanOf(line, start, end) };
}

/** A part of a logical line as a logical line of its own. */
export function sliceLine(line: LogicalLine, start: number, end: number): LogicalLine {
  const segments: Segment[] = [{ at: 0, file: toFile(line.segments, start) }];
  for (const segment of line.segments)
    if (segment.at > start && segment.at < end) segments.push({ at: segment.at - start, file: segment.file });
  return { original: line.original.slice(start, end), segments };
}
