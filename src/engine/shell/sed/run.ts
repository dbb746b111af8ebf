import type { Address, Edit } from './parse.ts';

interface State {
  readonly lines: readonly string[];
  at: number;
  space: string;
  hold: string;
  quit: number | undefined;
  deleted: boolean;
  readonly out: string[];
  readonly after: string[];
  /** Ranges that have begun, by their edit: the line they began at. */
  readonly open: Map<Edit, number>;
  readonly quiet: boolean;
}

/** Applies edits to lines; answers what is printed (each text ends with a line break unless the last line had none) and the exit code. */
export function runSed(
  edits: readonly Edit[],
  lines: readonly string[],
  quiet: boolean,
): { text: string; exit: number } {
  const state: State = {
    lines,
    at: 0,
    space: '',
    hold: '',
    quit: undefined,
    deleted: false,
    out: [],
    after: [],
    open: new Map(),
    quiet,
  };
  for (; state.at < lines.length && state.quit === undefined; state.at++) {
    state.space = lines[state.at] ?? '';
    state.deleted = false;
    apply(state, edits);
    endCycle(state);
  }
  return { text: state.out.map((line) => `${line}\n`).join(''), exit: state.quit ?? 0 };
}

function endCycle(state: State): void {
  if (!state.quiet && !state.deleted) state.out.push(state.space);
  state.out.push(...state.after.splice(0));
}

/** False: the rest of the edits does not apply to this line. */
function apply(state: State, edits: readonly Edit[]): boolean {
  for (const edit of edits) {
    if (selected(state, edit) === edit.negated) continue;
    if (edit.block) {
      if (!apply(state, edit.block)) return false;
    } else if (!perform(state, edit)) return false;
  }
  return true;
}

function selected(state: State, edit: Edit): boolean {
  const [first, second] = edit.addresses;
  if (!first) return true;
  if (!second) return fits(state, first);
  const begun = state.open.get(edit);
  if (begun === undefined) {
    if (!fits(state, first)) return false;
    const over = second.kind === 'line' && second.number <= state.at + 1;
    if (!over) state.open.set(edit, state.at);
    return true;
  }
  if (second.kind === 'line' ? state.at + 1 >= second.number : fits(state, second)) state.open.delete(edit);
  return second.kind !== 'line' || state.at + 1 <= second.number;
}

function fits(state: State, address: Address): boolean {
  switch (address.kind) {
    case 'line':
      return state.at + 1 === address.number;
    case 'last':
      return state.at === state.lines.length - 1;
    case 'step':
      return address.step === 0
        ? state.at + 1 === address.first
        : state.at + 1 >= address.first && (state.at + 1 - address.first) % address.step === 0;
    case 'regex':
      return address.regex.test(state.space);
  }
}

function perform(state: State, edit: Edit): boolean {
  switch (edit.name) {
    case 's':
      substitute(state, edit);
      return true;
    case 'y':
      state.space = Array.from(state.space, (char) => edit.table?.get(char) ?? char).join('');
      return true;
    case 'p':
      state.out.push(state.space);
      return true;
    case '=':
      state.out.push(String(state.at + 1));
      return true;
    case 'a':
      state.after.push(edit.text);
      return true;
    case 'i':
      state.out.push(edit.text);
      return true;
    default:
      return flow(state, edit);
  }
}

function flow(state: State, edit: Edit): boolean {
  switch (edit.name) {
    case 'c':
      state.out.push(...(edit.addresses.length < 2 || !state.open.has(edit) ? [edit.text] : []));
      state.deleted = true;
      return false;
    case 'd':
    case 'D':
      state.deleted = true;
      return false;
    case 'n':
      if (state.at >= state.lines.length - 1) return false;
      endCycle(state);
      state.at++;
      state.space = state.lines[state.at] ?? '';
      return true;
    case 'q':
    case 'Q':
      state.quit = Number(edit.text || 0);
      if (edit.name === 'Q') state.deleted = true;
      return false;
    default:
      holding(state, edit.name);
      return true;
  }
}

function holding(state: State, name: string): void {
  const { space, hold } = state;
  if (name === 'h') state.hold = space;
  else if (name === 'H') state.hold = `${hold}\n${space}`;
  else if (name === 'g') state.space = hold;
  else if (name === 'G') state.space = `${space}\n${hold}`;
  else if (name === 'x') {
    state.space = hold;
    state.hold = space;
  }
}

function substitute(state: State, edit: Edit): void {
  const flags = edit.flags ?? '';
  const wanted = Number(/\d+/.exec(flags)?.[0] ?? 1);
  const all = flags.includes('g');
  let made = '';
  let count = 0;
  let from = 0;
  const { space } = state;
  while (from <= space.length) {
    const match = edit.regex?.find(space, from);
    if (!match) break;
    count++;
    const hit = count === wanted || (all && count > wanted);
    made += space.slice(from, match.start);
    made += hit
      ? (edit.replacement ?? []).map((part) => (typeof part === 'number' ? (match.groups[part] ?? '') : part)).join('')
      : space.slice(match.start, match.end);
    from = match.end;
    if (match.end === match.start) made += space[from++] ?? '';
    if (hit && !all) break;
  }
  if (count < wanted) return;
  state.space = made + space.slice(from);
  if (flags.includes('p')) state.out.push(state.space);
}
