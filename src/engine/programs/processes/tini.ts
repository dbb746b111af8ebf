import { SIGNALS } from '../../kernel/processes/signals.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Small inits: tini (docker-init, catatonit) forwards signals to its child, with -g to its group, dumb-init to the group; both reap what is left to them.',
  aliases: ['dumb-init', 'docker-init', 'catatonit'],
  example: `
$ tini -s -g -- echo hi
hi
$ dumb-init sh -c 'exit 3'; echo $?
3
`,
  *run(process, args) {
    const dumb = process.name.endsWith('dumb-init');
    const { argv, group, rewrites, subreaper } = read(args, dumb);
    if (argv.length === 0) {
      process.err(dumb ? 'Usage: dumb-init [option] program [args]\n' : 'tini (tini version 0.19.0)\n');
      return 1;
    }
    if (!dumb && process.pid !== 1 && !subreaper && !process.env.has('TINI_SUBREAPER')) warn(process);
    process.adopts();
    // tini.c spawn_process: 127 where there is no such program, else 126
    let missing = true;
    const child = process.spawn(argv, {
      leads: true,
      failed(errno) {
        missing = errno === 'ENOENT';
        failed(process, argv[0] ?? '', errno);
      },
    });
    if (!child) return dumb ? 2 : missing ? 127 : 126;
    for (const name of SIGNALS.slice(1))
      if (!UNFORWARDED.has(name))
        process.onSignal(name, (signal) => {
          const sent = rewrites.get(signal) ?? signal;
          if (sent !== 0) process.kill(group ? -child.pid : child.pid, sent);
        });
    const status = yield* process.wait(child);
    // dumb-init takes the rest of the group along when its child has ended.
    if (dumb) process.kill(-child.pid, 'TERM');
    return yield* done(status);
  },
};
export default command;

// tini.c configure_signals(), and what nobody can catch.
const UNFORWARDED = new Set('KILL STOP CHLD FPE ILL SEGV BUS ABRT TRAP SYS TTIN TTOU'.split(' '));

function* done(status: number): Task {
  yield {};
  return status;
}

interface Arguments {
  readonly argv: readonly string[];
  /** Signals go to the group of the child. */
  readonly group: boolean;
  /** `-s` of tini: orphans below it come to it, wherever it stands. */
  readonly subreaper: boolean;
  /** dumb-init `--rewrite FROM:TO`, by number; to 0: it is dropped. */
  readonly rewrites: ReadonlyMap<number, number>;
}

function read(args: readonly string[], dumb: boolean): Arguments {
  const rewrites = new Map<number, number>();
  let group = dumb;
  let subreaper = false;
  let at = 0;
  for (; at < args.length && args[at]?.startsWith('-'); at++) {
    const arg = args[at] ?? '';
    if (arg === '--') return { argv: args.slice(at + 1), group, rewrites, subreaper };
    if (dumb ? arg === '-c' || arg === '--single-child' : /^-[a-z]*g/.test(arg)) group = !dumb;
    if (!dumb && /^-[a-z]*s/.test(arg)) subreaper = true;
    const rewrite = /^(?:-r|--rewrite=?)(.*)$/.exec(arg)?.[1];
    if (dumb && rewrite !== undefined) {
      const [from = '', to = ''] = (rewrite === '' ? (args[++at] ?? '') : rewrite).split(':');
      rewrites.set(Number(from), Number(to));
    } else if (/^-[ep]$/.test(arg)) at++;
  }
  return { argv: args.slice(at), group, rewrites, subreaper };
}

/** Source: tini.c reaper_check(); recorded, sig-tini. */
function warn(process: Process): void {
  process.err(
    `[WARN  tini (${process.pid})] Tini is not running as PID 1 and isn't registered as a child subreaper.\n` +
      `Zombie processes will not be re-parented to Tini, so zombie reaping won't work.\n` +
      `To fix the problem, use the -s option or set the environment variable TINI_SUBREAPER to register Tini as a child subreaper, or run Tini as PID 1.\n`,
  );
}

function failed(process: Process, name: string, errno: string): void {
  const text = errno === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
  process.err(
    process.name.endsWith('dumb-init')
      ? `[dumb-init] ${name}: ${text}\n`
      : `[FATAL tini (${process.pid})] exec ${name} failed: ${text}\n`,
  );
}
