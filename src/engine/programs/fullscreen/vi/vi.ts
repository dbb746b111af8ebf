/** vi as BusyBox has it: its everyday keys. Left out: set, read, shell commands, named registers, marks, a second file. */
import type { Process, Task } from '../../../kernel/system.ts';
import type { Terminal } from '../../../kernel/streams/terminal.ts';
import { newFrame, SCREEN } from '../screen/frame.ts';
import { readKeys } from '../screen/keyboard.ts';
import { command } from './command-mode.ts';
import { drawVi } from './draw.ts';
import { insertKey, settleDot } from './insert-mode.ts';
import { type Vi } from './state.ts';

const HELP = 'i: write, Esc: stop writing, :wq: save and quit, :q!: quit';

/** Edits a text at a terminal until `:q`; `first`: keys that are typed before. */
export function* edit(
  process: Process,
  terminal: Terminal,
  { file, text, first }: { readonly file: Vi['file']; readonly text: string; readonly first: readonly string[] },
): Task {
  const keys = readKeys(process, terminal, { help: HELP, signals: false });
  const frame = newFrame((shown) => process.out(shown));
  const vi: Vi = {
    process,
    keys,
    file,
    text: text.endsWith('\n') ? text : `${text}\n`,
    dot: 0,
    top: 0,
    left: 0,
    mode: 'command',
    modified: false,
    message: undefined,
    register: { text: '', whole: false },
    past: [],
    wanted: undefined,
    search: undefined,
    find: undefined,
    change: [],
    typed: [],
    fed: first.flatMap((typed) => [...typed]),
    ends: undefined,
    *next() {
      const key = vi.fed.shift() ?? (yield* keys.next());
      if (key === 'resized') frame.forget();
      else if (key !== undefined) vi.typed.push(key);
      return key;
    },
    draw: () => drawVi(vi, frame),
  };
  process.out(SCREEN.enter);
  while (vi.ends === undefined) {
    if (vi.fed.length === 0 && !keys.more) vi.draw();
    if (!(yield* oneKey(vi))) break;
  }
  keys.close();
  process.out(`\r${SCREEN.clearRow}${SCREEN.leave}`);
  return vi.ends ?? 1;
}

/** False: there will be no more keys. */
function* oneKey(vi: Vi): Task<boolean> {
  if (vi.mode === 'command') vi.typed = [];
  const key = yield* vi.next();
  if (key === undefined) return false;
  if (key === 'resized') return true;
  if (vi.mode === 'command') yield* command(vi, key);
  else {
    vi.message = undefined;
    vi.wanted = undefined;
    insertKey(vi, key);
    vi.change = vi.typed;
  }
  settleDot(vi);
  return true;
}
