/**
 * sed: addresses and ranges, all commands of POSIX and GNU's F, v and z, with -n -E -i -s -z. Left out: the commands `e` and `W`.
 */
import type { Line } from '../../lib/text-source.ts';
import type { Task } from '../../../kernel/system.ts';
import type { Address, Edit, Parsed } from './ast.ts';
import { substitute, unambiguous } from './change.ts';

/** Where lines come from and go to. */
export interface Host {
  /** The next line; `first`: line numbers begin anew (`-s`). */
  next(): Task<(Line & { readonly first?: boolean }) | undefined>;
  /** No line follows. */
  ended(): Task<boolean>;
  out(text: string): void;
  /** Adds to the file of `w`. */
  write(file: string, text: string): void;
  /** The text of the file of `r`; empty when it cannot be read. */
  read(file: string): string;
  readonly name: () => string;
  notSimulated(what: string): void;
  readonly quiet: boolean;
  readonly busybox: boolean;
  readonly separator: string;
}

interface State {
  readonly host: Host;
  readonly parsed: Parsed;
  number: number;
  space: string;
  hold: string;
  /** The last line of the input lacked its line break. */
  complete: boolean;
  /** What was printed last lacks its line break, which comes before anything else. */
  open: boolean;
  quit: number | undefined;
  substituted: boolean;
  readonly after: (() => string)[];
  /** Ranges that have begun, by their edit: the line they end at, if it is known. */
  readonly ranges: Map<Edit, number | undefined>;
  readonly over: Set<Edit>;
  steps: number;
}

/** What happens after the edits of a line: printed, dropped, begun again with what is left, or the end without a print. */
type End = 'print' | 'drop' | 'again' | 'stop';

/** Most edits of one script: `:a;ba` ends here. */
const MOST = 1_000_000;

/** Applies a script to lines; answers the exit code. */
export function* runSed(parsed: Parsed, host: Host): Task {
  const state: State = {
    host,
    parsed,
    number: 0,
    space: '',
    hold: '',
    complete: true,
    open: false,
    quit: undefined,
    substituted: false,
    after: [],
    ranges: new Map(),
    over: new Set(),
    steps: 0,
  };
  let again = false;
  while (state.quit === undefined && (again || (yield* pull(state)))) {
    again = false;
    const end = yield* cycle(state);
    if (end === 'print' && !host.quiet) print(state, state.space, state.complete);
    flush(state);
    if (end === 'stop') break;
    again = end === 'again';
  }
  return state.quit ?? 0;
}

/** Reads the next line into the pattern space; `join`: after what is there. */
function* pull(state: State, join = false): Task<boolean> {
  const line = yield* state.host.next();
  if (!line) return false;
  state.number = line.first ? 1 : state.number + 1;
  state.space = join ? `${state.space}\n${line.text}` : line.text;
  state.complete = line.complete;
  state.substituted &&= join;
  return true;
}

function print(state: State, text: string, complete = true): void {
  const { host } = state;
  host.out((state.open ? host.separator : '') + text + (complete ? host.separator : ''));
  state.open = !complete;
}

function flush(state: State): void {
  for (const text of state.after.splice(0)) {
    const made = text();
    if (made === '') continue;
    if (state.open) state.host.out(state.host.separator);
    state.open = false;
    state.host.out(made);
  }
}

function* cycle(state: State): Task<End> {
  const { edits, labels } = state.parsed;
  for (let at = 0; at < edits.length; at++) {
    const edit = edits[at];
    if (!edit) break;
    if (++state.steps > MOST) {
      state.host.notSimulated(`sed script of more than ${MOST} steps`);
      state.quit = 4;
      return 'stop';
    }
    if ((yield* selected(state, edit)) === edit.negated) {
      if (edit.name === '{') at = (edit.end ?? edits.length) - 1;
      continue;
    }
    if (!'btT'.includes(edit.name)) {
      const end = simple(state, edit) ?? (yield* flow(state, edit));
      if (end !== 'next') return end;
      continue;
    }
    const jumps =
      edit.name === 'b' || (edit.name === 't' && state.substituted) || (edit.name === 'T' && !state.substituted);
    if (edit.name === 't' || edit.name === 'T') state.substituted = false;
    if (jumps) at = edit.text === '' ? edits.length : (labels.get(edit.text) ?? edits.length);
  }
  return 'print';
}

function* selected(state: State, edit: Edit): Task<boolean> {
  const [first, second] = edit.addresses;
  if (!first) return true;
  if (!second) return yield* fits(state, first);
  if (!state.ranges.has(edit)) {
    const zero = first.kind === 'line' && first.number === 0 && !state.over.has(edit);
    if (!zero && !(yield* fits(state, first))) return false;
    state.over.add(edit);
    const end = lastOf(state, second);
    if (end === undefined || end > state.number) state.ranges.set(edit, end);
    if (!zero) return true;
  }
  const end = state.ranges.get(edit);
  if (end === undefined ? yield* fits(state, second) : state.number >= end) state.ranges.delete(edit);
  return end === undefined || state.number <= end;
}

/** The line a range ends at, when that is known at its start. */
function lastOf(state: State, address: Address): number | undefined {
  if (address.kind === 'line') return address.number;
  if (address.kind === 'more') return state.number + address.count;
  if (address.kind !== 'multiple') return undefined;
  return address.of === 0 ? state.number : Math.ceil(state.number / address.of) * address.of;
}

function* fits(state: State, address: Address): Task<boolean> {
  switch (address.kind) {
    case 'line':
      return state.number === address.number;
    case 'last':
      return yield* state.host.ended();
    case 'step': {
      const { first, step } = address;
      return step === 0 ? state.number === first : state.number >= first && (state.number - first) % step === 0;
    }
    case 'regex':
      return address.regex.test(state.space);
    default:
      return false;
  }
}

/** Commands that neither read nor end; undefined for the others. */
function simple(state: State, edit: Edit): 'next' | undefined {
  const { host, space } = state;
  switch (edit.name) {
    case '{':
    case ':':
    case 'v':
      break;
    case 's':
      change(state, edit);
      break;
    case 'y':
      state.space = Array.from(space, (char) => edit.table?.get(char) ?? char).join('');
      break;
    case 'p':
      print(state, space);
      break;
    case 'P':
      print(state, space.split('\n')[0] ?? '');
      break;
    case 'l':
      // BusyBox takes the command and does nothing.
      if (!host.busybox) print(state, unambiguous(space, Number(edit.text || 70)));
      break;
    case '=':
      host.out(`${state.open ? host.separator : ''}${state.number}\n`);
      state.open = false;
      break;
    case 'F':
      print(state, host.name());
      break;
    case 'a':
      state.after.push(() => `${edit.text}\n`);
      break;
    case 'i':
      host.out(`${edit.text}\n`);
      break;
    case 'r':
      state.after.push(() => host.read(edit.text));
      break;
    case 'w':
      host.write(edit.text, `${space}\n`);
      break;
    default:
      return holding(state, edit.name);
  }
  return 'next';
}

/** Commands on the pattern space and the hold space. */
function holding(state: State, name: string): 'next' | undefined {
  const { space, hold } = state;
  switch (name) {
    case 'z':
      state.space = '';
      break;
    case 'h':
      state.hold = space;
      break;
    case 'H':
      state.hold = `${hold}\n${space}`;
      break;
    case 'g':
      state.space = hold;
      break;
    case 'G':
      state.space = `${space}\n${hold}`;
      break;
    case 'x':
      [state.space, state.hold] = [hold, space];
      break;
    default:
      return undefined;
  }
  return 'next';
}

function change(state: State, edit: Edit): void {
  const made = substitute(state.space, edit);
  if (made === undefined) return;
  state.space = made;
  state.substituted = true;
  if (edit.flags?.includes('p')) print(state, made);
  if (edit.file !== undefined) state.host.write(edit.file, `${made}\n`);
}

function* flow(state: State, edit: Edit): Task<End | 'next'> {
  switch (edit.name) {
    case 'c':
      if (edit.negated || edit.addresses.length < 2 || !state.ranges.has(edit)) state.host.out(`${edit.text}\n`);
      return 'drop';
    case 'd':
      return 'drop';
    case 'D': {
      const cut = state.space.indexOf('\n');
      if (cut === -1) return 'drop';
      state.space = state.space.slice(cut + 1);
      return 'again';
    }
    case 'n':
      if (yield* state.host.ended()) {
        state.quit ??= 0;
        return 'print';
      }
      if (!state.host.quiet) print(state, state.space, state.complete);
      flush(state);
      yield* pull(state);
      return 'next';
    case 'N':
      if (yield* state.host.ended()) {
        state.quit ??= 0;
        return 'print';
      }
      flush(state);
      yield* pull(state, true);
      return 'next';
    default:
      state.quit = Number(edit.text || 0) & 255;
      return edit.name === 'Q' ? 'stop' : 'print';
  }
}
