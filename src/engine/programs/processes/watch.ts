import { isBusybox } from '../lib/flavor.ts';
import { nodeName } from '../../kernel/hostname.ts';
import type { Command, Process } from '../../kernel/system.ts';

/** What clears a terminal and puts the cursor into its corner. */
const CLEAR = '\u001B[H\u001B[2J';

const command: Command = {
  summary: 'Runs a command again and again, each time on an empty screen: -n -t.',
  example: `
$ timeout 3 watch -t -n 2 echo tick | tr -d '\\033' | grep -c tick
2
$ watch
! Usage:
!  watch [options] command
`,
  *run(process, args) {
    const read = readArgs(args);
    for (const flag of read.unknown) process.notSimulated(`flag ${flag} of watch`);
    if (read.words.length === 0) {
      process.err('Usage:\n watch [options] command\n');
      return 1;
    }
    const text = read.words.join(' ');
    for (;;) {
      process.out(CLEAR);
      if (read.title) process.out(`${headOf(process, { text, seconds: read.seconds })}\n\n`);
      yield* process.shell(text);
      yield* process.sleep(read.seconds * 1000);
    }
  },
};
export default command;

interface Read {
  readonly seconds: number;
  readonly title: boolean;
  readonly words: readonly string[];
  readonly unknown: readonly string[];
}

/** Options end at the command. Source: procps watch.c, getopt string `+bCced::ghq:n:prtwvx`; at least a tenth of a second. */
function readArgs(args: readonly string[]): Read {
  const words = [...args];
  const unknown: string[] = [];
  let seconds = 2;
  let title = true;
  for (let arg = words[0]; arg?.startsWith('-') && arg !== '-'; arg = words[0]) {
    words.shift();
    if (arg === '--') break;
    const interval = /^(?:-n|--interval=?)(.*)$/.exec(arg);
    if (interval) seconds = Math.max(0.1, Number(interval[1] === '' ? words.shift() : interval[1]) || 2);
    else if (arg === '-t' || arg === '--no-title') title = false;
    else unknown.push(arg);
  }
  return { seconds, title, words, unknown };
}

/** `Every 2.0s: date`, and the name of the host to the right; the time that stands there is left out. */
function headOf(process: Process, { text, seconds }: { readonly text: string; readonly seconds: number }): string {
  const left = `Every ${seconds.toFixed(1)}s: ${text}`;
  const name = nodeName(process.system) ?? '';
  const right = isBusybox(process) || name === '' ? '' : `${name}: `;
  return `${left}${' '.repeat(Math.max(1, 78 - left.length - right.length))}${right}`.trimEnd();
}
