import { isBusybox, missingOperand } from '../lib/flavor.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Become another command: nohup (ignores HUP), nice, setsid, stdbuf, ionice, chrt, unshare; priorities change nothing.',
  aliases: ['nice', 'setsid', 'stdbuf', 'ionice', 'chrt', 'unshare'],
  gnu: {
    nice: 'n adjustment',
  },
  example: `
$ nice -n 5 echo nice
nice
$ nohup sh -c 'kill -HUP $$; echo still here'
still here
`,
  run(process, args) {
    const name = process.name.slice(process.name.lastIndexOf('/') + 1);
    let at = 0;
    for (; at < args.length && args[at]?.startsWith('-'); at++)
      if (args[at] !== '--' && /^-[nioecp]$/.test(args[at] ?? '')) at++;
    const argv = args.slice(at);
    if (argv.length === 0 && name === 'nice') {
      process.out('0\n');
      return 0;
    }
    const wrong = name === 'nice' ? adjustment(args) : undefined;
    if (wrong !== undefined) {
      process.complain(process.flavor === 'busybox' ? `invalid number '${wrong}'` : `invalid adjustment '${wrong}'`);
      return process.flavor === 'busybox' ? 1 : 125;
    }
    if (argv.length === 0) {
      missingOperand(process);
      return isBusybox(process) ? (name === 'nohup' ? 127 : 1) : 125;
    }
    if (name === 'nohup') process.onSignal('HUP', 'ignore');
    return process.replace(argv, {
      failed: (errno) => {
        const text = errno === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
        const busybox = process.flavor === 'busybox';
        const verb = name === 'nice' ? '' : 'failed to run command ';
        process.complain(busybox ? `can't execute '${argv[0] ?? ''}': ${text}` : `${verb}'${argv[0] ?? ''}': ${text}`);
      },
    });
  },
};
export default command;

/** The value of `-n` when it is no number. */
function adjustment(args: readonly string[]): string | undefined {
  const at = args.indexOf('-n');
  const value = at === -1 ? undefined : args[at + 1];
  return value === undefined || /^[-+]?\d+$/.test(value) ? undefined : value;
}
