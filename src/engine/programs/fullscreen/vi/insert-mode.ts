import { nameOf } from '../screen/keyboard.ts';
import { moveOf } from './move.ts';
import { beginOf, endOf, lastOf, replace, type Vi } from './state.ts';

/** A key while text is written. */
export function insertKey(vi: Vi, key: string): void {
  const name = nameOf(key);
  if (name === 'escape' || name === '^C') return leave(vi);
  if (name === 'backspace') return rubOut(vi);
  if (name === 'delete') {
    if (vi.text[vi.dot] !== '\n') replace(vi, [vi.dot, vi.dot + 1], '');
    return;
  }
  if (name === 'enter') return write(vi, '\n');
  if (/^(?:up|down|left|right|home|end)$/.test(name)) {
    const move = moveOf(vi, name, undefined);
    if (move) vi.dot = name === 'end' ? endOf(vi.text, vi.dot) : move.to;
    return;
  }
  if (name === '^W') return rubOutWord(vi);
  if (key === '\t' || name.length === 1) write(vi, key);
}

/** Escape: the cursor goes back onto what was written. */
function leave(vi: Vi): void {
  vi.mode = 'command';
  vi.dot = Math.max(beginOf(vi.text, vi.dot), vi.dot - 1);
}

function write(vi: Vi, text: string): void {
  const over = vi.mode === 'replace' && text !== '\n' && vi.text[vi.dot] !== '\n';
  replace(vi, [vi.dot, vi.dot + (over ? 1 : 0)], text);
  vi.dot += text.length;
}

function rubOut(vi: Vi): void {
  if (vi.mode === 'replace') {
    vi.dot = Math.max(beginOf(vi.text, vi.dot), vi.dot - 1);
    return;
  }
  if (vi.dot === 0) return;
  replace(vi, [vi.dot - 1, vi.dot], '');
  vi.dot--;
}

function rubOutWord(vi: Vi): void {
  const begin = beginOf(vi.text, vi.dot);
  const before = vi.text.slice(begin, vi.dot).replace(/(?:\w+|[^\w\s]+)?\s*$/, '');
  replace(vi, [begin + before.length, vi.dot], '');
  vi.dot = begin + before.length;
}

/** The cursor stands on a character when commands are read. */
export function settleDot(vi: Vi): void {
  vi.dot = Math.min(Math.max(0, vi.dot), Math.max(0, vi.text.length - 1));
  if (vi.mode === 'command') vi.dot = Math.min(vi.dot, lastOf(vi.text, vi.dot));
}
