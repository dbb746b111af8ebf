import type { Process, Task } from '../../../kernel/system.ts';
import type { RawMode, Terminal } from '../../../kernel/streams/terminal.ts';

/** A keyboard that a program reads key by key, and the size of its window. */
export interface Keys {
  readonly columns: number;
  readonly rows: number;
  /**
   * The next key: a character or an escape sequence (`\u001B[A`). `resized`: the window has another size, or Ctrl+L; `late`: none came until virtual
   * ms `until`; undefined: there will be none.
   */
  next(until?: number): Task<string | undefined>;
  /** Keys that are there are not waited for: a program draws once for all of them. */
  readonly more: boolean;
  /** The terminal gives lines again. */
  close(): void;
}

const ESC = '\u001B';
/** Ctrl+L: everything is drawn anew, as in another window. */
const REDRAW = '\f';
const KEY = new RegExp(`^(?:${ESC}\\[[\\d;]*[~A-Za-z]|${ESC}O[A-DFHP-S]|[\\s\\S])`, 'u');

/** Takes the keyboard of a terminal key by key, as tcsetattr and a handler of SIGWINCH do. */
export function readKeys(process: Process, terminal: Terminal, mode: RawMode): Keys {
  const { input } = terminal.stream;
  let resized = false;
  terminal.raw(mode);
  process.onSignal('WINCH', () => {
    resized = true;
  });
  const there = (): boolean => resized || input?.peek() !== '';
  return {
    get columns() {
      return terminal.columns;
    },
    get rows() {
      return terminal.rows;
    },
    get more() {
      const text = input?.peek();
      return text !== undefined && text !== '';
    },
    *next(until) {
      for (;;) {
        if (resized) {
          resized = false;
          return 'resized';
        }
        const text = input?.peek();
        if (text === undefined) return undefined;
        if (text !== '') {
          const [key = ''] = KEY.exec(text) ?? [];
          input?.take(key.length);
          return key === REDRAW ? 'resized' : key;
        }
        if (until !== undefined && process.now >= until) return 'late';
        yield until === undefined ? { ready: there } : { ready: there, until };
      }
    },
    close() {
      terminal.raw(undefined);
      process.onSignal('WINCH', 'default');
    },
  };
}

/** What arrow keys and their like send, by what they are called here. */
const NAMES: Readonly<Record<string, string>> = {
  '\u001B[A': 'up',
  '\u001BOA': 'up',
  '\u001B[B': 'down',
  '\u001BOB': 'down',
  '\u001B[C': 'right',
  '\u001BOC': 'right',
  '\u001B[D': 'left',
  '\u001BOD': 'left',
  '\u001B[H': 'home',
  '\u001BOH': 'home',
  '\u001B[1~': 'home',
  '\u001B[F': 'end',
  '\u001BOF': 'end',
  '\u001B[4~': 'end',
  '\u001B[3~': 'delete',
  '\u001B[5~': 'pageup',
  '\u001B[6~': 'pagedown',
  '\r': 'enter',
  '\n': 'enter',
  '\u007F': 'backspace',
  '\b': 'backspace',
  '\u001B': 'escape',
};

/** The name of a key that is no character; Ctrl+X is `^X`, what has no name stands for itself. */
export function nameOf(key: string): string {
  const name = NAMES[key];
  if (name !== undefined) return name;
  return key.length === 1 && key < ' ' ? `^${String.fromCharCode(key.charCodeAt(0) + 64)}` : key;
}
