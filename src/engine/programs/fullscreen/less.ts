import { copyText } from '../lib/copy-text.ts';
import { isBusybox, shortName } from '../lib/flavor.ts';
import { readOptions, type Options } from '../lib/options.ts';
import type { Command, Process } from '../../kernel/system.ts';
import { openDocument } from './pager/document.ts';
import { pageMore } from './pager/more.ts';
import { page } from './pager/pager.ts';
import type { PagerOptions } from './pager/state.ts';

const command: Command = {
  summary:
    'Shows a text page by page at a terminal, less -N -S -i -F -X and more; without a terminal both copy. Marks, filters, help and a second file are left out.',
  aliases: ['more'],
  example: `
$ printf 'a\\nb\\n' | less
a
b
$ printf 'a\\n' > /tmp/a; more /tmp/a
a
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'sdfaeERSXFNiqnMmIRcglpuwJK',
      values: 'tPoxyzjbhD',
      busybox: 'EFIMmN~RSX',
    });
    if (options.refused !== undefined) return options.refused;
    const plus = options.rest.filter((word) => word.startsWith('+')).map((word) => word.slice(1));
    const names = options.rest.filter((word) => !word.startsWith('+'));
    const terminal = process.screen?.();
    if (!terminal) return yield* copyText(process, names);
    const [name = '-', second] = names;
    const less = shortName(process) === 'less';
    if (name === '-' && process.terminal) return noFile(process, less);
    const { files } = process;
    const found = name === '-' ? undefined : files.stat(process.path(name));
    if (less && !isBusybox(process) && found) {
      if (!found.ok || found.value.kind === 'dir') {
        process.err(`${name}${found.ok ? ' is a directory' : ': No such file or directory'}\n`);
        return 1;
      }
    }
    if (!less && !isBusybox(process) && found && !found.ok) {
      process.err(`more: cannot open ${name}: No such file or directory\n`);
      return 1;
    }
    const doc = openDocument(process, name);
    if (!doc) return 1;
    if (second !== undefined) process.notSimulated(`more than one file in ${shortName(process)}`);
    const busybox = isBusybox(process);
    if (less) return yield* page(process, doc, { terminal, options: pagerOptions(process, options, plus) });
    return yield* pageMore(process, doc, { terminal, busybox, size: found?.ok ? found.value.size : undefined });
  },
};
export default command;

function pagerOptions(process: Process, options: Options, plus: readonly string[]): PagerOptions {
  if (options.has('R')) process.notSimulated('colours of less -R');
  return {
    busybox: isBusybox(process),
    chop: options.has('S'),
    numbers: options.has('N'),
    ignoreCase: options.has('i') || options.has('I'),
    quits: options.has('F'),
    stays: options.has('X'),
    first: plus.map((keys) => (keys.startsWith('/') ? `${keys}\r` : keys)).join(''),
  };
}

/** Nothing is named, and the keyboard is no text. */
function noFile(process: Process, less: boolean): number {
  if (isBusybox(process)) process.err(`Usage: ${less ? 'less [-EFIMmN~RS] [FILE]...' : 'more [FILE]...'}\n`);
  else
    process.err(
      less
        ? 'Missing filename ("less --help" for help)\n'
        : "more: bad usage\nTry 'more --help' for more information.\n",
    );
  return 1;
}
