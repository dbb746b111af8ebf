import { textCells } from '../../fullscreen/screen/frame.ts';

/** A name as it is shown, and the cells that it takes. */
interface Cell {
  readonly text: string;
  readonly cells: number;
}

/** Names of one folder, in order; `across`: line by line (-x), not column by column. `width` 0: lines without end. */
export interface Layout {
  readonly names: readonly string[];
  readonly width: number;
  readonly across: boolean;
}

function cellsOf(names: readonly string[]): readonly Cell[] {
  return names.map((text) => ({ text, cells: textCells(text) }));
}

/** Cells between two columns. */
const GAP = 2;
/** A name and a gap are no less than this. */
const NARROWEST = 3;

/** As many columns as fit, each as wide as its longest name, filled up with tabs. Source: coreutils ls.c calculate_columns, indent; compared with ls 9.7. */
export function gnuColumns({ names, width, across }: Layout): string {
  if (width === 0) return joined(names, { width, separator: ' ' });
  const cells = cellsOf(names);
  const most = Math.max(1, Math.min(Math.ceil(width / NARROWEST), cells.length));
  let columns = most;
  let widths = widthsOf(cells, columns, across);
  while (columns > 1 && widths.reduce((sum, one) => sum + one, 0) >= width) widths = widthsOf(cells, --columns, across);
  const rows = Math.ceil(cells.length / columns);
  return lines(rows, (row) => {
    let line = '';
    let at = 0;
    let begin = 0;
    for (let column = 0; column < columns; column++) {
      const cell = cells[across ? row * columns + column : column * rows + row];
      if (!cell) break;
      line += padding(at, begin) + cell.text;
      at = begin + cell.cells;
      begin += widths[column] ?? 0;
    }
    return line;
  });
}

function widthsOf(cells: readonly Cell[], columns: number, across: boolean): number[] {
  const rows = Math.ceil(cells.length / columns);
  const widths = Array.from({ length: columns }, () => NARROWEST);
  for (const [index, { cells: size }] of cells.entries()) {
    const column = across ? index % columns : Math.floor(index / rows);
    widths[column] = Math.max(widths[column] ?? 0, size + (column === columns - 1 ? 0 : GAP));
  }
  return widths;
}

/** From one column to another, with tabs where one leads farther than a blank. */
function padding(from: number, to: number): string {
  let text = '';
  for (let at = from; at < to;) {
    const tab = Math.floor(to / 8) > Math.floor((at + 1) / 8);
    text += tab ? '\t' : ' ';
    at = tab ? (Math.floor(at / 8) + 1) * 8 : at + 1;
  }
  return text;
}

/** Columns of one width, that of the longest name. Source: BusyBox ls.c display_files; compared with BusyBox 1.37. */
export function busyboxColumns({ names, width, across }: Layout): string {
  const cells = cellsOf(names);
  const wide = GAP + Math.max(0, ...cells.map((one) => one.cells));
  const columns = Math.max(1, Math.floor(width / wide));
  const rows = Math.ceil(cells.length / columns);
  return lines(rows, (row) => {
    let line = '';
    let at = 0;
    for (let column = 0; column < columns; column++) {
      const cell = cells[across ? row * columns + column : column * rows + row];
      if (!cell) continue;
      line += ' '.repeat(Math.max(0, column * wide - at)) + cell.text;
      at = column * wide + cell.cells;
    }
    return line;
  });
}

function lines(rows: number, line: (row: number) => string): string {
  return Array.from({ length: rows }, (_, row) => `${line(row)}\n`).join('');
}

/** Names one behind the other (-m), in lines that end before the width. Source: coreutils ls.c print_with_separator. */
export function joined(
  names: readonly string[],
  { width, separator }: { readonly width: number; readonly separator: string },
): string {
  let text = '';
  let at = 0;
  for (const [index, { text: name, cells }] of cellsOf(names).entries()) {
    if (index > 0) {
      const fits = width === 0 || at + cells + GAP < width;
      text += separator + (fits ? ' ' : '\n');
      at = fits ? at + GAP : 0;
    }
    text += name;
    at += cells;
  }
  return names.length > 0 ? `${text}\n` : '';
}
