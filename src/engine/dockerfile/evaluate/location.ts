import type { Node } from '../syntax.ts';
import type { Location } from './state.ts';

/** No position: BuildKit reports the message alone. */
export const NOWHERE: Location = { line: 0, endLine: 0, span: { start: 0, end: 0 } };

/** The lines and the place of an instruction. */
export function locationOf(node: Node): Location {
  return { line: node.line, endLine: node.endLine, span: node.span };
}

/** From the first to the last line of several places; those without a position do not count. */
export function mergeLocations(locations: readonly Location[]): Location {
  const placed = locations.filter((location) => location.line > 0);
  const [first] = placed;
  if (!first) return NOWHERE;
  let { line, endLine } = first;
  let { start, end } = first.span;
  for (const location of placed) {
    line = Math.min(line, location.line);
    endLine = Math.max(endLine, location.endLine);
    start = Math.min(start, location.span.start);
    end = Math.max(end, location.span.end);
  }
  return { line, endLine, span: { start, end } };
}
