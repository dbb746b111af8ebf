import type { NotSimulated } from '../base/diagnostic.ts';
import { completeLine, type TabAnswer } from './complete.ts';
import type { Host } from './host.ts';
import { metInside, withMet } from './not-simulated.ts';
import type { HostTerminal } from './terminal.ts';
import { readWorkspace, writeWorkspace, type WorkspaceFile } from './workspace.ts';

/** Something that was done at a terminal; the log of an attempt is made of these (DESIGN §3). */
export interface Typed {
  /** Virtual ms, whole. */
  readonly at: number;
  readonly terminal: number;
  /** `signal`: INT, QUIT or EOF as its text; `resize`: columns x rows; `keys`: as they come, for a program that reads single keys. */
  readonly kind: 'command' | 'input' | 'keys' | 'signal' | 'resize';
  readonly text: string;
  /** Files of the workspace that were edited since the entry before; null: deleted. */
  readonly files?: Readonly<Record<string, WorkspaceFile | null>>;
}

/** What a terminal shows. */
export interface TerminalView {
  readonly id: number;
  /** Waits for a command, for the rest of one, or something runs, or reads single keys; `closed`: its shell has ended. */
  readonly state: 'command' | 'more' | 'running' | 'keys' | 'closed';
  /** With `keys`: which of them lead out. */
  readonly help?: string;
  /** Printed since the view before. */
  readonly text: string;
}

/** What has changed since the view before. */
export interface SessionView {
  /** Virtual ms. */
  readonly now: number;
  readonly terminals: readonly TerminalView[];
  readonly files: Readonly<Record<string, WorkspaceFile | null>>;
  readonly notSimulated: readonly NotSimulated[];
  /** Files of the workspace that a command asked to be opened since the view before; left out: none. */
  readonly edit?: readonly string[];
  /** Virtual ms at which something happens by itself, if ever. */
  readonly idle: boolean;
}

/**
 * A host with people at its terminals. The same entries always lead to the same machine: undo is a replay without the last one.
 * Nothing here throws for what is typed.
 */
export interface Session {
  /** Virtual ms. */
  readonly now: number;
  /** The machine itself, for looks that change nothing. */
  readonly host: Host;
  /** Lets time go on to the entry's, then does what it says. */
  enter(entry: Typed): void;
  /** Lets virtual time go on; with `waiting` only as long as a terminal, or the one of this number, has something in the foreground. */
  advance(ms: number, waiting?: boolean | number): void;
  /** Forgets what was printed so far but for the line of the cursor: what an exercise did beforehand is not shown. */
  hide(): void;
  /** What Tab offers at the end of `text` in a terminal. */
  complete(terminal: number, text: string): TabAnswer;
  /** What has changed since the last call; the first time everything. */
  view(): SessionView;
}

interface Seat {
  readonly terminal: HostTerminal;
  /** Text that is shown again before the rest. */
  again: string;
}

/** Characters of one view of a terminal: what is older than that has run off the screen. */
const SCREEN = 400_000;

/** A session on a fresh host. */
export function createSession(host: Host): Session {
  const seats = new Map<number, Seat>();
  const { machines } = host.daemon;
  let known: Readonly<Record<string, WorkspaceFile>> = {};

  function seatOf(id: number): Seat {
    const seat = seats.get(id);
    if (seat) return seat;
    const made = { terminal: host.processes.open(), again: '' };
    seats.set(id, made);
    settle();
    return made;
  }

  /** Whatever can happen without time going on. */
  function settle(): void {
    machines.run(machines.now, () => false);
  }

  function busy(which: boolean | number): boolean {
    return [...seats].some(([id, { terminal }]) => (which === true || which === id) && stateOf(terminal) === 'running');
  }

  return {
    host,
    get now() {
      return machines.now;
    },
    enter(entry) {
      machines.run(Math.max(machines.now, entry.at), () => false);
      if (entry.files) writeWorkspace(host, entry.files);
      const { terminal } = seatOf(entry.terminal);
      if (!terminal.closed) press(terminal, entry);
      settle();
    },
    advance(ms, waiting = false) {
      machines.run(machines.now + ms, () => waiting !== false && !busy(waiting));
    },
    hide() {
      for (const [id, seat] of seats) seat.again = show(id, seat).text.replace(/^[\s\S]*\n/, '');
    },
    complete: (id, text) => completeLine(host, text, seats.get(id)?.terminal.keyboard.cwd ?? host.daemon.profile.cwd),
    view() {
      const files = readWorkspace(host);
      const changed = changes(known, files);
      known = files;
      const edit = host.toEdit.splice(0).map((path) => path.slice(host.daemon.profile.cwd.length + 1));
      return {
        ...(edit.length > 0 ? { edit } : {}),
        now: machines.now,
        terminals: [...seats].map(([id, seat]) => show(id, seat)),
        files: changed,
        notSimulated: withMet(host.processes.notSimulated, metInside(host.daemon)),
        idle: machines.run(machines.now, () => false) === 'idle',
      };
    },
  };
}

/** Keys such as Ctrl+P, which no line break follows. */
const KEYS = /[^\P{Cc}\t]$/u;

function press({ keyboard }: HostTerminal, { kind, text }: Typed): void {
  if (kind === 'resize') {
    const [columns = 80, rows = 24] = text.split('x').map(Number);
    keyboard.resize(columns, rows);
  } else if (kind === 'keys') pressKeys(keyboard, text);
  else if (kind !== 'signal')
    pressKeys(keyboard, text.endsWith('\n') || (kind === 'input' && KEYS.test(text)) ? text : `${text}\n`);
  else if (text === 'EOF') keyboard.end();
  else keyboard.interrupt(text === 'QUIT' ? 'QUIT' : 'INT');
}

/** Who reads single keys gets what Enter sends; who reads lines a line break, and the end of its input for Ctrl+D. */
function pressKeys(keyboard: HostTerminal['keyboard'], text: string): void {
  if (keyboard.keys !== undefined) return keyboard.push(text.replaceAll('\n', '\r'));
  if (text === '\u0004') keyboard.end();
  else keyboard.push(text.replaceAll('\r', '\n'));
}

function stateOf({ closed, keyboard }: HostTerminal): TerminalView['state'] {
  if (closed) return 'closed';
  if (keyboard.keys !== undefined) return 'keys';
  const { waiting } = keyboard;
  return waiting === undefined || waiting === 'elsewhere' ? 'running' : waiting;
}

function show(id: number, seat: Seat): TerminalView {
  const text = seat.again + seat.terminal.take();
  seat.again = '';
  const state = stateOf(seat.terminal);
  const help = state === 'keys' ? seat.terminal.keyboard.keys : undefined;
  return { id, state, text: text.slice(-SCREEN), ...(help === undefined ? {} : { help }) };
}

function changes(
  before: Readonly<Record<string, WorkspaceFile>>,
  after: Readonly<Record<string, WorkspaceFile>>,
): Record<string, WorkspaceFile | null> {
  const changed: Record<string, WorkspaceFile | null> = {};
  for (const path of Object.keys(before)) if (!(path in after)) changed[path] = null;
  for (const [path, file] of Object.entries(after)) {
    const old = before[path];
    if (old?.text !== file.text || old.mode !== file.mode) changed[path] = file;
  }
  return changed;
}
