/** Narrowest column and the space after each. Source: docker/cli formatter.go, tabwriter.NewWriter(…, 10, 1, 3, ' ', 0). */
const NARROWEST = 10;
const PADDING = 3;

export interface TableStyle {
  readonly narrowest?: number;
  readonly padding?: number;
}

function widthOf(text: string): number {
  return Array.from(text).length;
}

/**
 * Text with cells that end in tabs, as a table: a column is as wide as its widest cell in a block of lines that have it. What
 * follows the last tab of a line belongs to no column. Source: Go text/tabwriter.
 */
export function alignTabs(text: string, { narrowest = NARROWEST, padding = PADDING }: TableStyle = {}): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const rows: string[] = lines.map(() => '');
  const block = (from: number, to: number, column: number): void => {
    for (let at = from; at < to;) {
      if ((lines[at]?.length ?? 0) - 1 <= column) {
        rows[at] += lines[at]?.[column] ?? '';
        at++;
        continue;
      }
      let end = at;
      while (end < to && (lines[end]?.length ?? 0) - 1 > column) end++;
      let width = narrowest;
      for (let line = at; line < end; line++) width = Math.max(width, widthOf(lines[line]?.[column] ?? '') + padding);
      for (let line = at; line < end; line++) {
        const cell = lines[line]?.[column] ?? '';
        rows[line] += cell + ' '.repeat(width - widthOf(cell));
      }
      block(at, end, column + 1);
      at = end;
    }
  };
  block(0, lines.length, 0);
  return rows.join('\n');
}
