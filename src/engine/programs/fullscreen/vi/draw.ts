import { clip, textCells, type Frame } from '../screen/frame.ts';
import { columnOf, endOf, lineOf, placeOf, type Vi } from './state.ts';
import { visible } from '../screen/wrap.ts';

/** Shows the part of the text around the cursor and the state of the file below. */
export function drawVi(vi: Vi, frame: Frame): void {
  const { keys, text, dot } = vi;
  const height = Math.max(1, keys.rows - 1);
  const line = lineOf(text, dot);
  const column = columnOf(text, dot);
  if (line < vi.top || line >= vi.top + height) {
    const far = line < vi.top - height || line >= vi.top + 2 * height;
    vi.top = Math.max(0, far ? line - Math.floor(height / 2) : line < vi.top ? line : line - height + 1);
  }
  if (column < vi.left || column >= vi.left + keys.columns)
    vi.left = Math.max(0, column - Math.floor(keys.columns / 2));
  const rows = rowsFrom(vi, height);
  const row = line - vi.top + 1;
  frame.draw({
    rows: [...rows, clip(vi.message ?? stateOf(vi, line), keys.columns)],
    row: typing(vi) ? height + 1 : row,
    column: typing(vi) ? textCells(vi.message ?? '') + 1 : column - vi.left + 1,
  });
}

/** The last row is being typed into. */
function typing({ message }: Vi): boolean {
  return message !== undefined && /^[:/?]/.test(message);
}

function rowsFrom({ text, top, left, keys }: Vi, height: number): readonly string[] {
  const rows: string[] = [];
  let at = placeOf(text, top);
  while (rows.length < height && at < text.length) {
    const end = endOf(text, at);
    rows.push(visible(text.slice(at, end)).slice(left, left + keys.columns));
    at = end + 1;
  }
  while (rows.length < height) rows.push('~');
  return rows;
}

const MODES = { command: '-', insert: 'I', replace: 'R' } as const;

/** `- s [Modified] 2/3 66%`. Source: BusyBox vi.c format_edit_status; recorded. */
function stateOf({ mode, file, modified, text }: Vi, line: number): string {
  const total = lineOf(text, text.length - 1) + 1;
  const name = file?.name ?? 'No file';
  return `${MODES[mode]} ${name}${modified ? ' [Modified]' : ''} ${line + 1}/${total} ${Math.floor((100 * (line + 1)) / total)}%`;
}
