import type { Keyboard } from '../../../kernel/index.ts';

/** Keys that leave a container without ending it: `ctrl-p,ctrl-q` unless others are given. Source: moby/term ascii.go ToBytes. */
export function detachKeys(given: string | undefined): string {
  const names = given === undefined || given === '' ? 'ctrl-p,ctrl-q' : given;
  return names
    .split(',')
    .map((name) => (name.startsWith('ctrl-') && name.length === 6 ? controlKey(name.charAt(5)) : name))
    .join('');
}

function controlKey(letter: string): string {
  return String.fromCharCode((letter.toUpperCase().codePointAt(0) ?? 64) - 64);
}

/**
 * A keyboard that hands on what is typed until `keys` were: then `detach` is called, and what follows is nobody's. Keys that may be the
 * beginning of them are held back, as the real client does. Source: moby/term proxy.go.
 */
export function escapable(to: Keyboard, keys: string, detach: () => void): Keyboard {
  let held = '';
  let over = false;
  const push = (text: string): void => {
    if (over) return;
    const all = held + text;
    const at = all.indexOf(keys);
    const kept = at === -1 ? beginning(all, keys) : 0;
    const passed = all.slice(0, at === -1 ? all.length - kept : at);
    if (passed !== '') to.push(passed);
    held = all.slice(all.length - kept);
    if (at === -1) return;
    over = true;
    detach();
  };
  /** Keys that a terminal has a meaning for stand in `keys` as characters too. */
  const special = (character: string, otherwise: () => void): void => {
    if (keys.includes(character)) push(character);
    else {
      if (held !== '') to.push(held);
      held = '';
      if (!over) otherwise();
    }
  };
  return {
    push,
    end: () => special('\u0004', () => to.end()),
    interrupt: (signal) => special(signal === 'INT' ? '\u0003' : '\u001C', () => to.interrupt(signal)),
    resize: (columns, rows) => to.resize(columns, rows),
    get keys() {
      return over ? undefined : to.keys;
    },
  };
}

/** Length of the end of a text that begins `keys` without being all of them. */
function beginning(text: string, keys: string): number {
  for (let length = Math.min(text.length, keys.length - 1); length > 0; length--)
    if (text.endsWith(keys.slice(0, length))) return length;
  return 0;
}

/** What a client prints that ends for the keys, where it says so at all. Source: moby/term proxy.go EscapeError. */
export const ESCAPED = 'read escape sequence\n';
