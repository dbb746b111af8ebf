import type { Hunk } from './lines.ts';

export interface Sides {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The last line has no line break. */
  readonly openBefore: boolean;
  readonly openAfter: boolean;
}

const OPEN = '\\ No newline at end of file\n';

function marked(mark: string, at: number, side: { lines: readonly string[]; open: boolean }): string {
  const missing = side.open && at === side.lines.length - 1;
  return `${mark}${side.lines[at] ?? ''}\n${missing ? OPEN : ''}`;
}

function range(from: number, to: number): string {
  return to - from <= 1 ? String(to === from ? from : to) : `${from + 1},${to}`;
}

/** The form of diff without options: `2c2`, `< old`, `---`, `> new`. */
export function normal(hunks: readonly Hunk[], sides: Sides): string {
  const old = { lines: sides.before, open: sides.openBefore };
  const fresh = { lines: sides.after, open: sides.openAfter };
  let made = '';
  for (const { from, to, newFrom, newTo } of hunks) {
    const letter = from === to ? 'a' : newFrom === newTo ? 'd' : 'c';
    made += `${range(from, to)}${letter}${range(newFrom, newTo)}\n`;
    for (let at = from; at < to; at++) made += marked('< ', at, old);
    if (letter === 'c') made += '---\n';
    for (let at = newFrom; at < newTo; at++) made += marked('> ', at, fresh);
  }
  return made;
}

/** The unified form: `@@ -1,3 +1,4 @@` with `context` lines around. */
export function unified(hunks: readonly Hunk[], sides: Sides, context: number): string {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && hunk.from - before.to <= 2 * context) last.push(hunk);
    else groups.push([hunk]);
  }
  return groups.map((group) => block(group, sides, context)).join('');
}

function block(group: readonly Hunk[], sides: Sides, context: number): string {
  const [first] = group;
  const last = group.at(-1);
  if (!first || !last) return '';
  const old = { lines: sides.before, open: sides.openBefore };
  const fresh = { lines: sides.after, open: sides.openAfter };
  const start = Math.max(0, first.from - context);
  const end = Math.min(sides.before.length, last.to + context);
  const newStart = first.newFrom - (first.from - start);
  const newEnd = last.newTo + (end - last.to);
  let made = `@@ -${span(start, end)} +${span(newStart, newEnd)} @@\n`;
  let at = start;
  for (const { from, to, newFrom, newTo } of group) {
    for (; at < from; at++) made += marked(' ', at, old);
    for (; at < to; at++) made += marked('-', at, old);
    for (let line = newFrom; line < newTo; line++) made += marked('+', line, fresh);
  }
  for (; at < end; at++) made += marked(' ', at, old);
  return made;
}

function span(from: number, to: number): string {
  const count = to - from;
  return count === 1 ? String(from + 1) : `${count === 0 ? from : from + 1},${count}`;
}
