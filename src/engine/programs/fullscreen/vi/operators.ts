import type { Move } from './move.ts';
import { beginOf, changing, endOf, firstWord, lastOf, replace, tellRegister, type Vi } from './state.ts';

/** Takes a part of the text as an operator does; `d`, `c` and `y`, or `<` and `>` for whole lines. */
export function operate(vi: Vi, operator: string, move: Move): void {
  const { text, dot } = vi;
  const lines = move.lines === true;
  let from = Math.min(dot, move.to);
  let to = Math.max(dot, move.to) + (move.inclusive ? 1 : 0);
  if (lines) {
    from = beginOf(text, from);
    to = endOf(text, to) + 1;
  }
  if (operator === '<' || operator === '>') return shift(vi, operator, { from, to });
  if (move.inclusive && text[dot] === '\n') to = from;
  if (from === to && !(operator === 'c' && move.short)) return;
  vi.register = { text: text.slice(from, to), whole: lines };
  if (operator === 'y') {
    if (!lines) vi.dot = from;
    return tellRegister(vi, 'Yank');
  }
  changing(vi);
  if (operator === 'c') {
    // the lines themselves stay, empty, to be written into
    replace(vi, [from, lines ? to - 1 : to], '');
    vi.dot = from;
    vi.mode = 'insert';
    return;
  }
  replace(vi, [from, to], '');
  vi.dot = Math.min(from, vi.text.length - 1);
  if (lines) vi.dot = firstWord(vi.text, beginOf(vi.text, vi.dot));
  else if (vi.dot > lastOf(vi.text, vi.dot)) vi.dot = lastOf(vi.text, vi.dot);
  tellRegister(vi, 'Delete');
}

/** A whole line and those below it as the target of an operator that was typed twice; undefined: there are not so many. */
export function linesBelow({ text, dot }: Vi, count: number): Move | undefined {
  let to = dot;
  for (let index = 1; index < count; index++) {
    to = endOf(text, to) + 1;
    if (to >= text.length) return undefined;
  }
  return { to, lines: true };
}

function shift(vi: Vi, operator: string, { from, to }: { from: number; to: number }): void {
  changing(vi);
  const lines = vi.text.slice(from, to - 1).split('\n');
  const moved = lines.map((line) =>
    operator === '>' ? (line === '' ? line : `\t${line}`) : line.replace(/^(?:\t| {1,8})/, ''),
  );
  replace(vi, [from, to - 1], moved.join('\n'));
  vi.dot = firstWord(vi.text, from);
}

/** p and P. */
export function put(vi: Vi, before: boolean, count: number): void {
  const { register, text, dot } = vi;
  if (register.text === '') {
    vi.message = undefined;
    return;
  }
  changing(vi);
  const more = register.text.repeat(count);
  if (register.whole) {
    const at = before ? beginOf(text, dot) : endOf(text, dot) + 1;
    replace(vi, [at, at], more);
    vi.dot = firstWord(vi.text, at);
  } else {
    const at = before || text[dot] === '\n' ? dot : dot + 1;
    replace(vi, [at, at], more);
    vi.dot = at + more.length - 1;
  }
  tellRegister(vi, 'Put');
}

/** J: the line below comes to the end of this one, with a blank between. */
export function join(vi: Vi, count: number): void {
  if (endOf(vi.text, vi.dot) + 1 >= vi.text.length) return;
  changing(vi);
  for (let index = 0; index < count; index++) {
    const end = endOf(vi.text, vi.dot);
    if (end + 1 >= vi.text.length) return;
    const blanks = /^[ \t]*/.exec(vi.text.slice(end + 1))?.[0].length ?? 0;
    replace(vi, [end, end + 1 + blanks], ' ');
    vi.dot = end;
  }
}

/** `~`: the other case, and on. */
export function otherCase(vi: Vi, count: number): void {
  const to = Math.min(endOf(vi.text, vi.dot), vi.dot + count);
  if (to === vi.dot) return;
  changing(vi);
  const turned = Array.from(vi.text.slice(vi.dot, to), (one) =>
    one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase(),
  );
  const { dot } = vi;
  replace(vi, [dot, to], turned.join(''));
  vi.dot = Math.min(to, lastOf(vi.text, dot));
}

/** Takes the last change back. */
export function undo(vi: Vi): void {
  const last = vi.past.pop();
  if (!last) {
    vi.message = 'Already at oldest change';
    return;
  }
  const more = last.text.length - vi.text.length;
  let at = 0;
  while (at < last.text.length && last.text[at] === vi.text[at]) at++;
  vi.message = `Undo [${vi.past.length + 1}] ${more >= 0 ? 'restored' : 'deleted'} ${Math.abs(more)} chars at position ${at}`;
  vi.text = last.text;
  vi.dot = Math.min(at, vi.text.length - 1);
  vi.modified = vi.past.length > 0;
}
