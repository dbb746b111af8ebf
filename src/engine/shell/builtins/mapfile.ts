import { setArray } from '../state/arrays.ts';
import type { Builtin } from '../builtins.ts';
import { readRest } from '../../kernel/streams/stream.ts';
import { notSimulated, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

const builtin: Builtin = {
  summary: 'Reads lines into an array of bash: -t, -n, -s, -d; other options are left out.',
  names: ['mapfile', 'readarray'],
  shells: ['bash'],
  run: (shell, args) => mapfile(shell, args),
};
export default builtin;

function* mapfile(shell: Shell, args: readonly string[]): Task {
  let name = 'MAPFILE';
  let trims = false;
  let count = 0;
  let skip = 0;
  let delimiter = '\n';
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '-t') trims = true;
    else if (arg === '-s') skip = Number(args[++at] ?? 0);
    else if (arg === '-n') count = Number(args[++at] ?? 0);
    else if (arg === '-d') delimiter = (args[++at] ?? '').slice(0, 1) || '\0';
    else if (arg.startsWith('-')) notSimulated(shell, `option ${arg} of mapfile`);
    else name = arg;
  }
  const text = yield* readRest(shell.machine, shell.proc.fds.get(0), shell.proc);
  const parts = text.split(delimiter);
  const last = parts.pop() ?? '';
  const lines = parts.map((part) => (trims ? part : `${part}${delimiter}`));
  if (last !== '') lines.push(last);
  return setArray(shell, name, lines.slice(skip, count > 0 ? skip + count : undefined)) ? 0 : 1;
}
