/** more: a text page by page, printed below what was there. Left out: skipping back in a pipe, help, commands. */
import { compileRegex } from '../../lib/regex/index.ts';
import type { Process, Task } from '../../../kernel/system.ts';
import type { Terminal } from '../../../kernel/streams/terminal.ts';
import type { Document } from './document.ts';
import { SCREEN, reverse } from '../screen/frame.ts';
import { nameOf, readKeys, type Keys } from '../screen/keyboard.ts';

interface More {
  readonly process: Process;
  readonly keys: Keys;
  readonly doc: Document;
  readonly busybox: boolean;
  /** Bytes of the file; undefined: nobody knows. */
  readonly size: number | undefined;
  /** Rows printed. */
  shown: number;
}

/** Prints a document page by page until its end or `q`. */
export function* pageMore(
  process: Process,
  doc: Document,
  {
    terminal,
    busybox,
    size,
  }: { readonly terminal: Terminal; readonly busybox: boolean; readonly size: number | undefined },
): Task {
  const keys = readKeys(process, terminal, { help: 'Space: next page, Enter: next line, q: quit', signals: true });
  const more: More = { process, keys, doc, busybox, size, shown: 0 };
  doc.fold(terminal.columns, false);
  let left = terminal.rows - 1;
  for (;;) {
    yield* doc.fill(more.shown + left + 1);
    const rows = doc.rows.slice(more.shown, more.shown + left);
    process.out(rows.map(({ text }) => `${text}\n`).join(''));
    more.shown += rows.length;
    if (doc.ended && more.shown >= doc.rows.length) break;
    const wanted = yield* ask(more);
    if (wanted === 'quit') break;
    left = wanted;
  }
  keys.close();
  return 0;
}

/** Shows how far it is and waits for a key; answers how many rows come next. */
function* ask(more: More): Task<number | 'quit'> {
  const { process, keys, busybox } = more;
  for (let unknown = false; ;) {
    const prompt = busybox && unknown ? KEYS : promptOf(more);
    process.out(busybox ? prompt : reverse(prompt));
    const key = yield* keys.next();
    process.out(`\r${SCREEN.clearRow}`);
    if (key === undefined) return 'quit';
    const name = nameOf(key);
    if (name === 'q' || name === 'Q') return 'quit';
    if (name === ' ' || name === 'f' || name === '^F') return keys.rows - 1;
    if (name === 'enter' || name === 'j') return 1;
    if (busybox && /^[rR]$/.test(name)) return Number.POSITIVE_INFINITY;
    if (!busybox && (name === 'd' || name === '^D')) return 11;
    if (!busybox && (name === 'b' || name === '^B')) {
      process.out('...back 1 page\n');
      more.shown = Math.max(0, more.shown - 2 * (keys.rows - 1));
      return keys.rows - 1;
    }
    if (!busybox && name === '/') {
      const rows = yield* skipTo(more);
      if (rows !== undefined) return rows;
    } else if (!busybox && /^[hvs!=:?]$/.test(name)) process.notSimulated(`the key ${name} of more`);
    unknown = true;
  }
}

/** Source: BusyBox more.c. */
const KEYS = '(Enter:next line Space:next page Q:quit R:show the rest)';

/** Source: util-linux more.c print_... `--More--(4%)`, BusyBox more.c; recorded at a pty. */
function promptOf({ busybox, size, doc, shown }: More): string {
  if (size === undefined) return '--More--' + (busybox ? ' ' : '');
  const printed = doc.rows.slice(0, shown).reduce((sum, { text }) => sum + text.length + 1, 0);
  const percent = Math.floor((printed * 100) / Math.max(1, size));
  return busybox ? `--More-- (${percent}% of ${size} bytes)` : `--More--(${percent}%)`;
}

/** `/text`: prints on from two lines before the next line that has it. */
function* skipTo(more: More): Task<number | undefined> {
  const { process, keys, doc } = more;
  let text = '';
  process.out('/');
  for (let name = ''; name !== 'enter';) {
    const key = yield* keys.next();
    if (key === undefined) return undefined;
    name = nameOf(key);
    if (name === 'escape') return undefined;
    if (name === 'backspace') text = text.slice(0, -1);
    else if (name.length === 1) text += name;
    process.out(`\r${SCREEN.clearRow}/${text}`);
  }
  process.out(`\r${SCREEN.clearRow}`);
  const compiled = compileRegex(text, {});
  yield* doc.fill(Number.POSITIVE_INFINITY);
  const found = compiled.ok ? doc.rows.slice(more.shown).findIndex((row) => compiled.regex.test(row.text)) : -1;
  if (found === -1) {
    process.out(compiled.ok ? 'Pattern not found\n' : `${compiled.error}\n`);
    return undefined;
  }
  process.out('...skipping\n');
  more.shown += Math.max(0, found - 2);
  return keys.rows - 1;
}
