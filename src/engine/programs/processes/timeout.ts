import { SIGNALS, signalNumber } from '../../kernel/processes/signals.ts';
import { complain, isBusybox, usage } from '../lib/flavor.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Ends a command that takes too long: -s, -k, --preserve-status; 124, BusyBox 128 + n.',
  gnu: {
    timeout: 'fkpsv foreground kill-after preserve-status signal verbose',
  },
  example: `
$ timeout 5 echo in time
in time
$ timeout 1 sleep 9; echo $?
124
$ timeout -s KILL 1 sleep 9; echo $?
137
! Killed
$ timeout 1 nosuch
! timeout: failed to run command 'nosuch': No such file or directory
`,
  *run(process, args) {
    const read = readArguments(args);
    const { argv } = read;
    if (read.wrong !== undefined || (read.preserve && isBusybox(process))) return refused(process, read);
    const limit = milliseconds(read.duration);
    if (argv.length === 0 || limit === undefined) {
      if (limit === undefined && read.duration !== undefined)
        process.complain(
          process.flavor === 'busybox'
            ? `invalid number '${read.duration}'`
            : `invalid time interval '${read.duration}'`,
        );
      // GNU 9.7 only points to the help when words are missing.
      if (process.flavor === 'busybox' && read.duration !== undefined && limit === undefined) return 1;
      return usage(process, 125, BUSYBOX_HELP);
    }
    const signal = signalNumber(read.signal);
    if (signal === undefined) {
      process.complain(
        process.flavor === 'busybox' ? `unknown signal '${read.signal}'` : `'${read.signal}': invalid signal`,
      );
      return process.flavor === 'busybox' ? 1 : usage(process, 125);
    }
    return yield* limited(process, { ...read, limit, number: signal });
  },
};
export default command;

function refused(process: Process, { wrong = '--preserve-status' }: Arguments): number {
  const long = wrong.startsWith('--');
  const name = long ? wrong : wrong.slice(1, 2);
  complain(process, {
    gnu: long ? `unrecognized option '${name}'` : `invalid option -- '${name}'`,
    busybox: `unrecognized option: ${name.replace(/^--/, '')}`,
  });
  return usage(process, 125, BUSYBOX_HELP);
}

/** The part of BusyBox's help that stands for all of it in recordings. */
const BUSYBOX_HELP = 'Default SIG: TERM.If it still exists in KILL_SECS seconds, send KILL.\n\n';

interface Arguments {
  readonly argv: readonly string[];
  readonly duration: string | undefined;
  readonly signal: string;
  /** `-k`: KILL follows after that time. */
  readonly kill: string | undefined;
  readonly preserve: boolean;
  /** An option that timeout does not know. */
  readonly wrong: string | undefined;
}

function readArguments(args: readonly string[]): Arguments {
  let signal = 'TERM';
  let kill: string | undefined;
  let preserve = false;
  let wrong: string | undefined;
  let at = 0;
  for (; at < args.length && /^-./.test(args[at] ?? ''); at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at++;
      break;
    }
    const [, option = '', value] = /^(-[sk]|--signal|--kill-after)=?(.*)$/.exec(arg) ?? [];
    const text = option === '' ? '' : value === '' || value === undefined ? (args[++at] ?? '') : value;
    if (option === '-s' || option === '--signal') signal = text;
    else if (option !== '') kill = text;
    else if (arg === '--preserve-status') preserve = true;
    else if (!/^-[fpv]+$|^--(?:foreground|verbose)$/.test(arg)) wrong ??= arg;
  }
  return { argv: args.slice(at + 1), duration: args[at], signal, kill, preserve, wrong };
}

function milliseconds(text: string | undefined): number | undefined {
  const match = /^(\d*\.?\d+|\d+\.)([smhd]?)$/.exec(text ?? '');
  if (!match) return undefined;
  return Number(match[1]) * 1000 * ({ '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[match[2] ?? ''] ?? 1);
}

function* limited(process: Process, what: Arguments & { limit: number; number: number }): Task {
  const { argv, number } = what;
  const busybox = process.flavor === 'busybox';
  let failure = 0;
  const child = process.spawn(argv, {
    failed: (errno) => {
      const text = errno === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
      failure = errno === 'ENOENT' ? 127 : 126;
      process.complain(
        busybox ? `can't execute '${argv[0] ?? ''}': ${text}` : `failed to run command '${argv[0] ?? ''}': ${text}`,
      );
    },
  });
  if (!child) return failure;
  const pass = (signal: number): void => void process.kill(child.pid, signal);
  for (const name of ['TERM', 'INT', 'HUP', 'QUIT', SIGNALS[number] ?? 'TERM'])
    if (name !== 'KILL' && name !== 'STOP') process.onSignal(name, pass);
  const ended = (): boolean => child.state === 'zombie';
  const until = process.now + what.limit;
  while (!ended() && (what.limit === 0 || process.now < until))
    yield what.limit === 0 ? { ready: ended } : { until, ready: ended };
  if (ended()) return yield* process.wait(child);
  process.kill(child.pid, number);
  const more = what.kill === undefined ? undefined : milliseconds(what.kill);
  let killed = number === 9;
  if (more !== undefined) {
    const last = process.now + more;
    while (!ended() && process.now < last) yield { until: last, ready: ended };
    killed ||= !ended();
    process.kill(child.pid, 9);
  }
  const status = yield* process.wait(child);
  // timeout(1): 124 when it ran out of time, 137 when KILL had to be sent. BusyBox only passes on how it ended.
  // GNU timeout then ends itself by KILL too, which its shell reports.
  if (killed && !busybox && !what.preserve) {
    process.kill(process.pid, 9);
    yield {};
    return 137;
  }
  if (busybox && status === 128 + number) {
    process.onSignal(SIGNALS[number] ?? 'TERM', 'default');
    process.kill(process.pid, number);
  }
  return busybox || what.preserve ? status : killed ? 137 : 124;
}
