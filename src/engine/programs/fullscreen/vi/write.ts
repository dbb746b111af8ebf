import { errorText } from '../../../kernel/errno.ts';
import type { Task } from '../../../kernel/system.ts';
import { reverse } from '../screen/frame.ts';
import { nameOf } from '../screen/keyboard.ts';
import { endOf, placeOf, type Vi } from './state.ts';

/** What is typed in the last row behind `prompt`; undefined: it was left. */
export function* typeRow(vi: Vi, prompt: string): Task<string | undefined> {
  let text = '';
  for (;;) {
    vi.message = prompt + text;
    vi.draw();
    const key = yield* vi.next();
    if (key === 'resized') continue;
    const name = key === undefined ? 'escape' : nameOf(key);
    vi.message = undefined;
    if (name === 'enter') return text;
    if (name === 'escape' || name === '^C' || (name === 'backspace' && text === '')) return undefined;
    if (name === 'backspace') text = text.slice(0, -1);
    else if (name === '^U') text = '';
    else if (name.length === 1) text += name;
  }
}

/** Lines of a text, the first and the last one by their index; nothing: all. */
export interface Part {
  readonly first: number;
  readonly last: number;
}

/** Writes the text, or a part of it, to its file or another; false: that was not possible, and the message says why. */
export function writeFile(vi: Vi, to: string | undefined, part?: Part): boolean {
  const { process } = vi;
  const file = to === undefined ? vi.file : { name: to, path: process.path(to) };
  if (!file) {
    vi.message = reverse('No current filename');
    return false;
  }
  const content = part
    ? vi.text.slice(placeOf(vi.text, part.first), endOf(vi.text, placeOf(vi.text, part.last)) + 1)
    : vi.text;
  const written = process.files.write(file.path, { content });
  if (!written.ok) {
    vi.message = reverse(`'${file.name}' ${errorText(written.errno)}`);
    return false;
  }
  vi.file ??= file;
  vi.message = `'${file.name}' ${content.split('\n').length - 1}L, ${content.length}C`;
  if (part || file.path !== vi.file.path) return true;
  vi.modified = false;
  vi.past = [];
  return true;
}
