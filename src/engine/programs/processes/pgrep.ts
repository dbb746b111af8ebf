import { findUser } from '../../files/accounts.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { isBusybox, shortName, usage } from '../lib/flavor.ts';
import { compileRegex } from '../lib/regex/index.ts';
import { SIGNALS, signalNumber } from '../../kernel/processes/signals.ts';
import { shortCommand } from './ps.ts';
import type { Command, Process, ProcessView } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Finds processes by name (pgrep, pidof) and sends them signals (pkill, killall): -f, -l, -a, -x, -n, -o, -u, -v, -s.',
  aliases: ['pkill', 'pidof', 'killall'],
  example: `
$ sleep 9 & sleep 0.1; pgrep -a sleep; pkill sleep; wait $!; echo $?
2 sleep 9
143
! Terminated
$ pgrep nosuch || echo none
none
`,
  run(process, args) {
    const name = shortName(process);
    const at = args.findIndex(
      (arg) => /^-(?:\d+|[A-Z][A-Z0-9]*)$/.test(arg) && signalNumber(arg.slice(1)) !== undefined,
    );
    const sends = name === 'pkill' || name === 'killall';
    const signal = sends && at !== -1 ? (args[at] ?? '').slice(1) : undefined;
    const rest = sends && at !== -1 ? args.filter((_, index) => index !== at) : args;
    const options = readOptions(process, rest, {
      flags: 'flaxnovcqwIeri',
      values: 'usPgGtFU',
      long: {
        '--full': 'f',
        '--list-name': 'l',
        '--exact': 'x',
        '--newest': 'n',
        '--oldest': 'o',
        '--signal=': 's',
        '--wait': 'w',
        '--quiet': 'q',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (sends && options.has('l')) {
      process.out(`${SIGNALS.slice(1).join(' ')}\n`);
      return 0;
    }
    if (options.rest.length === 0 && !options.has('u')) return nothing(process, name);
    if (name === 'killall' || name === 'pidof') return byNames(process, options, signal ?? options.value('s'));
    const found = matching(process, options);
    if (!found) return 2;
    if (name === 'pkill') for (const { pid } of found) process.kill(pid, signal ?? options.value('s') ?? 'TERM');
    else for (const row of found) process.out(`${shown(row, options)}\n`);
    return found.length > 0 ? 0 : 1;
  },
};
export default command;

function nothing(process: Process, name: string): number {
  if (isBusybox(process)) return usage(process);
  if (name === 'pidof') return 1;
  if (name === 'killall') process.err('Usage: killall [OPTION]... [--] NAME...\n');
  else {
    process.complain('no matching criteria specified');
    process.err(`Try '${process.name} --help' for more information.\n`);
  }
  return name === 'killall' ? 1 : 2;
}

function others(process: Process): ProcessView[] {
  return process.processes().filter(({ pid, state }) => pid !== process.pid && state !== 'zombie');
}

/** Processes that an expression finds; undefined after a complaint. */
function matching(process: Process, options: Options): ProcessView[] | undefined {
  const [pattern = ''] = options.rest;
  const made = compileRegex(options.has('x') ? `^(${pattern})$` : pattern, {
    extended: true,
    ignoreCase: options.has('i'),
  });
  if (!made.ok) {
    process.complain(made.error);
    return undefined;
  }
  const user = options.value('u') ?? options.value('U');
  const uid = user === undefined ? undefined : findUser(process.system.tree, user)?.uid;
  const parent = options.value('P');
  const found = others(process).filter((row) => {
    const text = options.has('f') ? row.command : shortCommand(row);
    const fits = made.regex.test(text) && (user === undefined || row.uid === uid);
    return (fits && (parent === undefined || row.ppid === Number(parent))) !== options.has('v');
  });
  if (options.has('n')) return found.slice(-1);
  return options.has('o') ? found.slice(0, 1) : found;
}

function shown(row: ProcessView, options: Options): string {
  if (options.has('a')) return `${row.pid} ${row.command}`;
  return options.has('l') ? `${row.pid} ${shortCommand(row)}` : String(row.pid);
}

function byNames(process: Process, options: Options, signal: string | undefined): number {
  const kills = shortName(process) === 'killall';
  const all: number[] = [];
  let status = 0;
  for (const name of options.rest) {
    const found = others(process).filter((row) => shortCommand(row) === name || row.argv[0] === name);
    if (found.length === 0) status = 1;
    if (found.length === 0 && kills && !options.has('q'))
      process.err(
        `${isBusybox(process) ? 'killall: ' : ''}${name}: no process ${isBusybox(process) ? 'killed' : 'found'}\n`,
      );
    for (const { pid } of found) if (kills) process.kill(pid, signal ?? 'TERM');
    all.unshift(...found.map(({ pid }) => pid).toReversed());
  }
  if (!kills && all.length > 0) process.out(`${all.join(' ')}\n`);
  return kills ? status : all.length > 0 ? 0 : 1;
}
