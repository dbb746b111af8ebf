/** Lines of an instruction, 1-based, both included. */
export interface Place {
  readonly line: number;
  readonly endLine: number;
}

/** The text with an instruction taken out and put above a line, after `extra` lines; or below it with `below`. */
export function moveLines(
  text: string,
  from: Place,
  to: { readonly line: number; readonly extra?: readonly string[] },
): string {
  const lines = text.split('\n');
  const moved = lines.slice(from.line - 1, from.endLine);
  const kept = (start: number, end: number): string[] =>
    lines.slice(start, end).filter((_, at) => start + at < from.line - 1 || start + at >= from.endLine);
  return [...kept(0, to.line - 1), ...(to.extra ?? []), ...moved, ...kept(to.line - 1, lines.length)].join('\n');
}

/** The text with one instruction's first line changed. */
export function changeLine(text: string, line: number, change: (old: string) => string): string {
  return text
    .split('\n')
    .map((old, at) => (at === line - 1 ? change(old) : old))
    .join('\n');
}
