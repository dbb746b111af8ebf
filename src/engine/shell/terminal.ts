import { interact } from './interactive.ts';
import type { StandardInput } from './standard-input.ts';
import type { Shell } from './state.ts';
import type { Task } from './system.ts';

/** Who gets what is typed at a keyboard. Texts are whole lines with their line break, or what is pasted. */
export interface Keyboard {
  push(text: string): void;
  /** Ctrl+D at the beginning of a line. */
  end(): void;
  /** Ctrl+C, Ctrl+\. */
  interrupt(signal: 'INT' | 'QUIT'): void;
}

/** What a terminal is attached to: its screen, and the processes that a key reaches. */
export interface Attached {
  print(text: string): void;
  /** Sends a signal to the foreground of the session. */
  signal(signal: 'INT' | 'QUIT'): void;
}

/**
 * A terminal as a standard input: line by line, with echo, and keys that send signals. Left out: raw mode (whoever wants it takes
 * the keyboard with `forward`), job control by Ctrl+Z, flow control.
 */
export interface Terminal extends StandardInput, Keyboard {
  /** What a shell at this keyboard waits for: a command, the rest of one, or nothing. `elsewhere`: another terminal has the keyboard. */
  readonly waiting: 'command' | 'more' | 'elsewhere' | undefined;
  readonly columns: number;
  readonly rows: number;
  /** The cursor is at the beginning of a line. */
  readonly fresh: boolean;
  resize(columns: number, rows: number): void;
  attach(to: Attached): void;
  /** Everything printed goes through here, so that `fresh` is known. */
  printed(text: string): void;
  /** A shell begins (or ends, undefined) to wait. */
  wait(what: 'command' | 'more' | undefined, cwd: string): void;
  /** The folder of the shell that last waited. */
  readonly cwd: string;
  /** A shell is back: an end of input that Ctrl+D made is over, and nobody else has the keyboard. */
  reopen(): void;
  /** A shell that reads commands from this keyboard. It comes with the terminal: shells of builds never need it. */
  interact(shell: Shell): Task;
  /** Hands the keyboard to somebody else (`docker run -it`); the answer gives it back. */
  forward(to: Keyboard): () => void;
}

interface State {
  text: string;
  ended: boolean;
  attached: Attached | undefined;
  other: Keyboard | undefined;
  waiting: 'command' | 'more' | undefined;
  columns: number;
  rows: number;
  fresh: boolean;
  cwd: string;
}

/** A terminal of 80 columns and 24 rows at which nobody sits yet. */
export function newTerminal(): Terminal {
  const state: State = {
    text: '',
    ended: false,
    attached: undefined,
    other: undefined,
    waiting: undefined,
    columns: 80,
    rows: 24,
    fresh: true,
    cwd: '/',
  };
  const terminal: Terminal = {
    get stream() {
      return stream;
    },
    get waiting() {
      // Who has not yet read what was typed does not wait: a shell that has just worked may be a moment behind the keyboard.
      return state.other ? 'elsewhere' : state.text === '' ? state.waiting : undefined;
    },
    get columns() {
      return state.columns;
    },
    get rows() {
      return state.rows;
    },
    get fresh() {
      return state.fresh;
    },
    ...keys(state),
    resize: (columns, rows) => void Object.assign(state, { columns, rows }),
    attach: (to) => void (state.attached = to),
    printed(last) {
      if (last !== '') state.fresh = last.endsWith('\n');
    },
    wait: (waiting, cwd) => void Object.assign(state, { waiting, cwd }),
    get cwd() {
      return state.cwd;
    },
    reopen: () => void Object.assign(state, { ended: false, other: undefined }),
    interact: (shell) => interact(shell, terminal),
    forward(to) {
      state.other = to;
      return () => {
        if (state.other === to) state.other = undefined;
      };
    },
  };
  const stream = {
    terminal,
    input: {
      peek: () => (state.text !== '' ? state.text : state.ended ? undefined : ''),
      take: (count: number) => void (state.text = state.text.slice(count)),
    },
  };
  return terminal;
}

/** What keys do: text is echoed and kept for who reads, Ctrl+C throws away what nobody has read. */
function keys(state: State): Keyboard {
  return {
    push(more) {
      if (state.other) return state.other.push(more);
      if (state.ended) return;
      state.attached?.print(more);
      state.text += more;
    },
    end() {
      if (state.other) state.other.end();
      else state.ended = true;
    },
    interrupt(signal) {
      if (state.other) return state.other.interrupt(signal);
      state.attached?.print(signal === 'INT' ? '^C' : '^\\');
      state.text = '';
      state.attached?.signal(signal);
    },
  };
}
