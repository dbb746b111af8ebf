/** Sequences of a terminal that programs of the whole screen use. Source: xterm's ctlseqs; recorded from BusyBox 1.37 and less 668 at a pty. */
export const SCREEN = {
  /** The alternate screen, and the one before with its cursor. */
  enter: '\u001B[?1049h',
  leave: '\u001B[?1049l',
  clear: '\u001B[H\u001B[J',
  clearRow: '\u001B[K',
} as const;

/** Row and column count from 1. */
export function moveTo(row: number, column = 1): string {
  return `\u001B[${row};${column}H`;
}

const REVERSE = '\u001B[7m';
const PLAIN = '\u001B[m';

/** Text in reverse video. */
export function reverse(text: string): string {
  return REVERSE + text + PLAIN;
}

/** As much of a last row as fits into the window; one more character there would scroll it. */
export function clip(text: string, columns: number): string {
  const reversed = text.startsWith(REVERSE);
  const plain = reversed ? text.slice(REVERSE.length, -PLAIN.length) : text;
  if (textCells(plain) < columns) return text;
  const cut = plain.slice(0, columns - 1);
  return reversed ? reverse(cut) : cut;
}

/** What a program shows: rows from the top, and where its cursor stands. */
export interface Picture {
  readonly rows: readonly string[];
  readonly row: number;
  readonly column: number;
}

/** Draws pictures: of each only the rows that differ from the one before, so that little is printed for a key. */
export interface Frame {
  draw(picture: Picture): void;
  /** The next picture is drawn from nothing. */
  forget(): void;
}

/** A frame on a screen that `print` writes to. */
export function newFrame(print: (text: string) => void): Frame {
  let shown: readonly string[] | undefined;
  return {
    draw({ rows, row, column }) {
      const before = shown;
      const changed = rows.flatMap((text, at) =>
        before?.[at] === text ? [] : [`${moveTo(at + 1)}${text}${SCREEN.clearRow}`],
      );
      shown = rows;
      print(`${before ? '' : SCREEN.clear}${changed.join('')}${moveTo(row, column)}`);
    },
    forget() {
      shown = undefined;
    },
  };
}

const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F300}-\u{1FAFF}]/u;
const NARROW = /[\p{Mn}\p{Cf}]/u;

/** Cells that a character takes. */
export function cellsOf(character: string): number {
  return WIDE.test(character) ? 2 : NARROW.test(character) ? 0 : 1;
}

/** Cells that a text without escape sequences takes. */
export function textCells(text: string): number {
  // nearly all names are ASCII, which takes a cell each
  if (/^[ -~]*$/.test(text)) return text.length;
  return [...text].reduce((sum, character) => sum + cellsOf(character), 0);
}
