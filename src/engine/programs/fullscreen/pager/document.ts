import { openSource, type Source } from '../../lib/text-source.ts';
import type { Process, Task } from '../../../kernel/system.ts';
import { visible, wrap } from '../screen/wrap.ts';

/** A row of a window: a line, or the part of a long one that fits. */
export interface Row {
  /** Index of its line. */
  readonly line: number;
  readonly text: string;
  /** The line begins here. */
  readonly first: boolean;
}

/** A text that is read as far as it is looked at, in rows of a window's width. */
export interface Document {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Characters read. */
  readonly read: number;
  /** Nothing more will come. */
  readonly ended: boolean;
  /** Reads until there are so many rows, or all there is. It waits for a pipe; `some` is called for what has come so far. */
  fill(rows: number, some?: () => void): Task<void>;
  /** Rows of another width; `chop`: long lines are cut, not wrapped. */
  fold(columns: number, chop: boolean): void;
  /** The row at which a line begins. */
  rowOf(line: number): number;
}

/** Opens a file or standard input (`-`); undefined: the command has said why not. */
export function openDocument(process: Process, name: string): Document | undefined {
  const source = openSource(process, name);
  return source && documentOf(name, source);
}

function documentOf(name: string, source: Source): Document {
  const lines: string[] = [];
  let rows: Row[] = [];
  let rest = '';
  let ended = false;
  let read = 0;
  let width = 80;
  let cut = false;
  const show = (text: string, line: number): void => {
    const shown = visible(text);
    const parts = cut ? [wrap(shown, width)[0] ?? ''] : wrap(shown, width);
    for (const [index, part] of parts.entries()) rows.push({ line, text: part, first: index === 0 });
  };
  const add = (text: string): void => {
    show(text, lines.length);
    lines.push(text);
  };
  return {
    name,
    get rows() {
      return rows;
    },
    get read() {
      return read;
    },
    get ended() {
      return ended;
    },
    *fill(count, some) {
      while (!ended && rows.length < count) {
        const piece = yield* source.read();
        if (piece === undefined) {
          ended = true;
          if (rest !== '') add(rest);
          return;
        }
        read += piece.length;
        const parts = (rest + piece).split('\n');
        rest = parts.pop() ?? '';
        for (const part of parts) add(part);
        if (rows.length < count) some?.();
      }
    },
    fold(columns, chop) {
      width = Math.max(1, columns);
      cut = chop;
      rows = [];
      for (const [index, text] of lines.entries()) show(text, index);
    },
    rowOf: (line) =>
      Math.max(
        0,
        rows.findIndex((row) => row.line >= line),
      ),
  };
}
