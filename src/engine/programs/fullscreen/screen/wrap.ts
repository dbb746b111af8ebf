import { cellsOf } from './frame.ts';

/** Shows what a terminal would not: tabs as spaces up to the next multiple of eight, control characters as `^X`. */
export function visible(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  let column = 0;
  let made = '';
  for (const character of text) {
    const code = character.charCodeAt(0);
    let shown = character;
    if (character === '\t') shown = ' '.repeat(8 - (column % 8));
    else if (code < 32 || code === 127) shown = `^${String.fromCharCode((code + 64) % 128)}`;
    made += shown;
    column += shown === character ? cellsOf(character) : shown.length;
  }
  return made;
}

/** Cuts a visible text into rows of so many cells; an empty text is one row. */
export function wrap(text: string, columns: number): readonly string[] {
  if (text.length <= columns && /^[ -~]*$/.test(text)) return [text];
  const rows: string[] = [];
  let row = '';
  let width = 0;
  for (const character of text) {
    const cells = cellsOf(character);
    if (width + cells > columns) {
      rows.push(row);
      row = '';
      width = 0;
    }
    row += character;
    width += cells;
  }
  rows.push(row);
  return rows;
}
