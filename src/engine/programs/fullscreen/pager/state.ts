import type { Regex } from '../../lib/regex/index.ts';
import type { Process } from '../../../kernel/system.ts';
import type { Document } from './document.ts';
import type { Keys } from '../screen/keyboard.ts';

/** How a text is shown. */
export interface PagerOptions {
  readonly busybox: boolean;
  /** Long lines are cut (-S). */
  readonly chop: boolean;
  /** Lines have numbers (-N). */
  readonly numbers: boolean;
  /** Searches ignore case (-i, -I). */
  readonly ignoreCase: boolean;
  /** What fits into the window is printed and left (-F). */
  readonly quits: boolean;
  /** The screen stays as it is (-X). */
  readonly stays: boolean;
  /** Keys that are typed first (+G). */
  readonly first: string;
}

/** A text in a window. */
export interface Pager {
  readonly process: Process;
  readonly keys: Keys;
  readonly doc: Document;
  options: PagerOptions;
  /** The row at the top of the window. */
  top: number;
  /** What stands in the last row instead of the prompt. */
  message: string | undefined;
  /** The prompt has the name of the file, as at the beginning. */
  fresh: boolean;
  search: { readonly regex: Regex; readonly back: boolean } | undefined;
  /** A number that was typed before a key. */
  count: string;
}

/** Rows of text: the last row of the window is the prompt's. */
export function heightOf({ keys }: Pager): number {
  return Math.max(1, keys.rows - 1);
}

/** The last row that can be at the top when paging forth. */
export function lastTop(pager: Pager): number {
  return Math.max(0, pager.doc.rows.length - heightOf(pager));
}

/** Rows of the text's window, numbers left out. */
export function fold({ doc, keys, options }: Pager): void {
  doc.fold(keys.columns - (options.numbers ? NUMBER : 0), options.chop);
}

/** Cells of a line's number and the space behind it. */
export const NUMBER = 8;
