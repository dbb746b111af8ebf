/**
 * Sequences that draw the line being typed behind what a program has printed. Positions are worked out from the text: asking the
 * screen would mean to wait for it.
 */

/** Where the cursor stands, in cells; rows count from the row in which the line begins. */
export interface Drawn {
  /** Column at which the line begins. */
  readonly column: number;
  /** Rows between the beginning of the line and the cursor. */
  readonly down: number;
}

const ESC = '\u001B';
/** Escape sequences; they take no cells. */
export const ESCAPES = new RegExp(`${ESC}(?:\\[[\\d;?]*[A-Za-z]|\\][^\\x07]*\\x07|.)`, 'gu');
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F300}-\u{1FAFF}]/u;
const NARROW = /[\p{Mn}\p{Cf}]/u;

/** Cells that a text takes; escape sequences take none. */
export function cells(text: string): number {
  let count = 0;
  for (const char of text.replace(ESCAPES, '')) count += WIDE.test(char) ? 2 : NARROW.test(char) ? 0 : 1;
  return count;
}

/** Puts the cursor somewhere: a line break, or a sequence with the column as its second number. */
const PLACES = new RegExp(`[\\n\\r]|${ESC}\\[2J|${ESC}\\[\\d*(?:;(\\d*))?H`, 'gu');

/** Column of the cursor after `text` was printed from column `from` on. */
export function columnAfter(text: string, from: number, columns: number): number {
  const last = [...text.matchAll(PLACES)].at(-1);
  const begin = last ? last.index + last[0].length : 0;
  const column = last ? Math.max(0, Number(last[1] ?? 1) - 1) : from;
  return (column + cells(text.slice(begin))) % columns;
}

/** Where the cursor stands behind what programs printed, and that row so far: the prompt. */
export interface Behind {
  readonly column: number;
  readonly prompt: string;
  /** A program draws on the alternate screen: the cursor comes back to where it was. */
  readonly alternate: boolean;
}

/** What `text` makes of it. */
export function behind(before: Behind, text: string, columns: number): Behind {
  let now = before;
  for (const part of text.split(SWITCHES)) {
    if (part === 'h' || part === 'l') now = { ...now, alternate: part === 'h' };
    else if (!now.alternate && part !== '') {
      const begin = Math.max(0, ...[...part.matchAll(BEGINS)].map((one) => one.index + one[0].length));
      const prompt = (begin > 0 ? '' : now.prompt) + part.slice(begin);
      now = { ...now, column: columnAfter(part, now.column, columns), prompt };
    }
  }
  return now;
}

const SWITCHES = new RegExp(`${ESC}\\[\\?1049([hl])`, 'u');
const BEGINS = new RegExp(`\\n|${ESC}\\[[\\d;]*H`, 'gu');

/** Takes a drawn line off the screen: the cursor stands where it began. */
export function eraseLine({ column, down }: Drawn): string {
  return `${down > 0 ? `\u001B[${down}A` : ''}\r${column > 0 ? `\u001B[${column}C` : ''}\u001B[J`;
}

/** Draws a line from `column` on, and says where the cursor is then. */
export function drawLine(
  shown: { readonly text: string; readonly cursor: number },
  column: number,
  columns: number,
): { readonly text: string; readonly drawn: Drawn } {
  const whole = column + cells(shown.text);
  const to = column + cells(shown.text.slice(0, shown.cursor));
  // at the right edge the cursor hangs over it until something more is written
  const edge = whole > 0 && whole % columns === 0 ? '\r\n' : '';
  const up = Math.floor(whole / columns) - Math.floor(to / columns);
  const across = to % columns;
  const back = `${up > 0 ? `\u001B[${up}A` : ''}\r${across > 0 ? `\u001B[${across}C` : ''}`;
  return { text: `${shown.text}${edge}${back}`, drawn: { column, down: Math.floor(to / columns) } };
}

/** Words in columns, as bash lists what Tab may mean. */
export function listed(words: readonly string[], columns: number): string {
  const width = Math.max(...words.map(cells)) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const down = Math.ceil(words.length / across);
  const rows = Array.from({ length: down }, (_, row) =>
    words
      .filter((_word, index) => index % down === row)
      .map((word) => word.padEnd(width))
      .join('')
      .trimEnd(),
  );
  return rows.map((row) => `${row}\r\n`).join('');
}
