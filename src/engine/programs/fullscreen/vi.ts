import { errorText } from '../../kernel/errno.ts';
import { isBusybox, shortName } from '../lib/flavor.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';
import { edit } from './vi/vi.ts';

const command: Command = {
  summary:
    'vi at a terminal of a container, with its everyday keys (vim too, as far as that goes); on the host vi, vim, nano, emacs open a file in the editor of the page. nano and emacs in a container are not simulated.',
  aliases: ['vim', 'nano', 'emacs'],
  example: `
$ vi < /dev/null
! vi: can't read user input
`,
  *run(process, args) {
    const { file, first } = readArgs(process, args);
    if (process.system.edit) return openInPage(process, process.system.edit, file);
    if (!/^(?:vi|vim)$/.test(shortName(process))) {
      process.notSimulated(`${process.name}, a program that takes the whole screen`);
      return 1;
    }
    return yield* editHere(process, args, { file, first });
  },
};
export default command;

interface Given {
  readonly file: string | undefined;
  /** Keys that are typed first. */
  readonly first: readonly string[];
}

/** The last file named, and commands that are typed first: `-c 20`; `+20` and `+/text` where it is not BusyBox, to which that is a file. */
function readArgs(process: Process, args: readonly string[]): Given {
  const first: string[] = [];
  let file: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '-c') first.push(`:${args[++at] ?? ''}\r`);
    else if (arg.startsWith('+') && !(isBusybox(process) && !process.system.edit))
      first.push(arg === '+' ? 'G' : arg.startsWith('+/') ? `${arg.slice(1)}\r` : `:${arg.slice(1)}\r`);
    else if (!arg.startsWith('-')) file = arg;
  }
  return { file, first };
}

function openInPage(process: Process, open: (path: string) => boolean, file: string | undefined): number {
  if (file === undefined) {
    process.err(`${process.name}: name a file: it opens in the editor of the page\n`);
    return 1;
  }
  const path = process.path(file);
  const found = process.files.stat(path);
  const made = found.ok || process.files.write(path, { content: '' }).ok;
  const real = process.files.resolve(path);
  if (!made || !real.ok || (found.ok && found.value.kind === 'dir') || !open(real.value)) {
    process.err(`${process.name}: ${file}: name a file of the workspace: no other opens in the editor\n`);
    return 1;
  }
  process.out(`${file} is open in the editor.\n`);
  return 0;
}

function* editHere(process: Process, args: readonly string[], { file, first }: Given): Task {
  const { terminal } = process;
  if (!terminal) {
    process.err("vi: can't read user input\n");
    return 1;
  }
  const other = first.length === 0 && file === undefined ? args.find((arg) => arg.startsWith('--')) : undefined;
  if (other !== undefined || !process.screen?.()) {
    process.notSimulated(other === undefined ? 'vi whose output is no terminal' : `flag ${other} of ${process.name}`);
    return 1;
  }
  if (!isBusybox(process)) process.notSimulated('what vim has beyond the everyday keys of vi');
  const path = file === undefined ? undefined : process.path(file);
  const read = path === undefined ? undefined : process.files.read(path);
  if (read && !read.ok && read.errno !== 'ENOENT') {
    process.err(`vi: ${file}: ${errorText(read.errno)}\n`);
    return 1;
  }
  if (read?.ok && read.value === undefined) process.notSimulated(`content of ${file}`);
  return yield* edit(process, terminal, {
    file: file === undefined || path === undefined ? undefined : { name: file, path },
    text: read?.ok ? (read.value ?? '') : '',
    first,
  });
}
