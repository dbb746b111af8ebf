/** less: a text in a window, page by page, with a search. Left out: marks, filters, help, more than one file, following. */
import type { Process, Task } from '../../../kernel/system.ts';
import type { Terminal } from '../../../kernel/streams/terminal.ts';
import type { Document } from './document.ts';
import { moveTo, newFrame, SCREEN } from '../screen/frame.ts';
import { readKeys } from '../screen/keyboard.ts';
import { drawPager } from './draw.ts';
import { pagerKey } from './keys.ts';
import { fold, heightOf, type Pager, type PagerOptions } from './state.ts';

const HELP = 'Space and b: pages, /: search, q: quit';

/** Shows a document at a terminal until `q`. */
export function* page(
  process: Process,
  doc: Document,
  { terminal, options }: { readonly terminal: Terminal; readonly options: PagerOptions },
): Task {
  if (options.quits && (yield* fits(process, doc, terminal))) return 0;
  process.onSignal('INT', () => undefined);
  const keys = readKeys(process, terminal, { help: HELP, signals: true });
  const pager: Pager = {
    process,
    keys,
    doc,
    options,
    top: 0,
    message: undefined,
    fresh: true,
    search: undefined,
    count: '',
  };
  const frame = newFrame((text) => process.out(text));
  const alternate = !options.busybox && !options.stays;
  const typed = [...options.first];
  const draw = (): void => drawPager(pager, frame);
  function* next(): Task<string | undefined> {
    return typed.shift() ?? (yield* keys.next());
  }
  if (alternate) process.out(SCREEN.enter);
  fold(pager);
  for (;;) {
    yield* doc.fill(pager.top + heightOf(pager) + 1, draw);
    if (typed.length === 0 && !keys.more) draw();
    const key = yield* next();
    if (key === undefined) break;
    if (key === 'resized') refold(pager, () => frame.forget());
    else if ((yield* pagerKey(pager, key, { next, draw })) === 'quit') break;
  }
  keys.close();
  process.out(alternate ? `\r${SCREEN.clearRow}${SCREEN.leave}` : `${moveTo(terminal.rows)}${SCREEN.clearRow}`);
  return 0;
}

function refold(pager: Pager, forget: () => void): void {
  const line = pager.doc.rows[pager.top]?.line ?? 0;
  fold(pager);
  pager.top = pager.doc.rowOf(line);
  forget();
}

/** -F: what fits into the window is printed, and that is all. */
function* fits(process: Process, doc: Document, { columns, rows }: Terminal): Task<boolean> {
  doc.fold(columns, false);
  yield* doc.fill(rows);
  if (!doc.ended || doc.rows.length >= rows) return false;
  process.out(doc.rows.map(({ text }) => `${text}\n`).join(''));
  return true;
}
