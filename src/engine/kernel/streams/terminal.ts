import { interact } from '../../shell/on-demand/interactive.ts';
import type { StandardInput } from './standard-input.ts';
import type { Shell } from '../../shell/state/shell-state.ts';
import type { Task } from '../system.ts';

/** Who gets what is typed at a keyboard. Texts are whole lines with their line break, or what is pasted. */
export interface Keyboard {
  push(text: string): void;
  /** Ctrl+D at the beginning of a line. */
  end(): void;
  /** Ctrl+C, Ctrl+\. */
  interrupt(signal: 'INT' | 'QUIT'): void;
  /** The window has another size. */
  resize(columns: number, rows: number): void;
  /** Set while whoever has the keyboard reads single keys, without echo: in a few words which keys lead out. */
  readonly keys: string | undefined;
}

/** What a terminal is attached to: its screen, and the processes that a key reaches. */
export interface Attached {
  print(text: string): void;
  /** Sends a signal to the foreground of the session. */
  signal(signal: 'INT' | 'QUIT' | 'WINCH'): void;
}

/** How a program reads single keys. */
export interface RawMode {
  /** In a few words which keys lead out, for who sits there. */
  readonly help: string;
  /** Ctrl+C and Ctrl+\ send signals (ISIG); without, they are keys like others. */
  readonly signals: boolean;
}

/**
 * A terminal as a standard input: line by line, with echo, and keys that send signals; or key by key (`raw`). Left out: job control by
 * Ctrl+Z, flow control.
 */
export interface Terminal extends StandardInput, Keyboard {
  /** What a shell at this keyboard waits for: a command, the rest of one, or nothing. `elsewhere`: another terminal has the keyboard. */
  readonly waiting: 'command' | 'more' | 'elsewhere' | undefined;
  readonly columns: number;
  readonly rows: number;
  /** The cursor is at the beginning of a line. */
  readonly fresh: boolean;
  /** What is typed is printed (`stty -echo` turns it off until the next prompt). */
  echo: boolean;
  attach(to: Attached): void;
  /** A program asks for single keys, or, undefined, for lines again. */
  raw(mode: RawMode | undefined): void;
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
  mode: RawMode | undefined;
  echo: boolean;
  waiting: 'command' | 'more' | undefined;
  columns: number;
  rows: number;
  fresh: boolean;
  cwd: string;
}

const FRESH: State = {
  text: '',
  ended: false,
  attached: undefined,
  other: undefined,
  mode: undefined,
  echo: true,
  waiting: undefined,
  columns: 80,
  rows: 24,
  fresh: true,
  cwd: '/',
};

/** A terminal of 80 columns and 24 rows at which nobody sits yet. */
export function newTerminal(): Terminal {
  const state: State = { ...FRESH };
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
    get echo() {
      return state.echo;
    },
    set echo(on) {
      state.echo = on;
    },
    get keys() {
      return state.other ? state.other.keys : state.mode?.help;
    },
    ...keys(state),
    ...hands(state),
    attach: (to) => void (state.attached = to),
    printed(last) {
      if (last !== '') state.fresh = last.endsWith('\n');
    },
    wait: (waiting, cwd) => void Object.assign(state, { waiting, cwd }),
    get cwd() {
      return state.cwd;
    },
    interact: (shell) => interact(shell, terminal),
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

/** In whose hands the keyboard is, and how it is read. */
function hands(state: State): Pick<Terminal, 'raw' | 'reopen' | 'forward'> {
  const raw: Terminal['raw'] = (mode) => {
    // what nobody has read is thrown away with the mode, as TCSAFLUSH does
    if (!mode && state.mode) state.text = '';
    state.mode = mode;
  };
  return {
    raw,
    reopen() {
      raw(undefined);
      Object.assign(state, { ended: false, other: undefined, echo: true });
    },
    forward(to) {
      state.other = to;
      return () => {
        if (state.other === to) state.other = undefined;
      };
    },
  };
}

/** What keys do: text is echoed and kept for who reads, Ctrl+C throws away what nobody has read. Who reads single keys gets them as they are. */
function keys(state: State): Omit<Keyboard, 'keys'> {
  return {
    push(more) {
      if (state.other) return state.other.push(more);
      if (state.ended) return;
      if (state.echo && !state.mode) state.attached?.print(more);
      state.text += more;
    },
    end() {
      if (state.other) state.other.end();
      else if (state.mode) state.text += '\u0004';
      else state.ended = true;
    },
    interrupt(signal) {
      if (state.other) return state.other.interrupt(signal);
      const code = signal === 'INT' ? '\u0003' : '\u001C';
      if (state.mode?.signals === false) return void (state.text += code);
      if (!state.mode) state.attached?.print(signal === 'INT' ? '^C' : '^\\');
      state.text = '';
      state.attached?.signal(signal);
    },
    resize(columns, rows) {
      if (state.columns === columns && state.rows === rows) return;
      state.columns = columns;
      state.rows = rows;
      if (state.other) state.other.resize(columns, rows);
      else state.attached?.signal('WINCH');
    },
  };
}
