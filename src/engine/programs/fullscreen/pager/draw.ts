import { clip, reverse, type Frame } from '../screen/frame.ts';
import { heightOf, lastTop, NUMBER, type Pager } from './state.ts';

/** Draws the window: the text, and the prompt or a message below. */
export function drawPager(pager: Pager, frame: Frame): void {
  const { doc, top, options } = pager;
  const height = heightOf(pager);
  const shown = doc.rows.slice(top, top + height).map((row) => {
    const number = options.numbers
      ? `${row.first ? String(row.line + 1).padStart(NUMBER - 1) : ' '.repeat(NUMBER - 1)} `
      : '';
    return number + marked(pager, row.text);
  });
  const missing = Math.max(0, height - shown.length);
  // less scrolls a text in from below, so a short one stands at the bottom; BusyBox begins at the top
  const above = !options.busybox && top === 0 ? missing : 0;
  const rows = [...filled('', above), ...shown, ...filled('~', missing - above)];
  const prompt = clip(pager.message ?? promptOf(pager), pager.keys.columns);
  frame.draw({ rows: [...rows, prompt], row: height + 1, column: cellsBefore(prompt) + 1 });
}

function filled(text: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => text);
}

/** `:`, the name of the file at first, `(END)` at its end. Source: less, prompt.c; BusyBox less.c m_status_print, status_print; recorded. */
function promptOf(pager: Pager): string {
  const { doc, count, fresh, options } = pager;
  if (count !== '') return `:${count}`;
  const end = doc.ended && pager.top >= lastTop(pager);
  const name = doc.name === '-' ? '' : doc.name;
  const named = fresh && name !== '';
  if (options.busybox) return named ? reverse(name) : end ? reverse('(END)') : ':';
  if (named) return reverse(end ? `${name} (END)` : name);
  return end ? reverse('(END)') : ':';
}

function cellsBefore(prompt: string): number {
  return prompt.replaceAll(reverse(''), '').replaceAll(/.\[7m|.\[m/g, '').length;
}

/** What the last search found stands out. */
function marked({ search }: Pager, text: string): string {
  if (!search) return text;
  let made = '';
  let from = 0;
  for (;;) {
    const found = search.regex.find(text, from);
    if (!found || found.end <= found.start) return made + text.slice(from);
    made += `${text.slice(from, found.start)}\u001B[7m${text.slice(found.start, found.end)}\u001B[m`;
    from = found.end;
  }
}
