import { readOptions } from '../lib/options.ts';
import { copyText } from '../lib/copy-text.ts';
import { shortName, usage } from '../lib/flavor.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'What there is to say without a system log or a disk: tty (the first terminal, or none), sync, logger, clear, shuf (not simulated).',
  aliases: ['sync', 'logger', 'clear', 'reset', 'shuf', 'usleep', 'hostid', 'dnsdomainname'],
  gnu: {
    sync: 'df data file-system',
  },
  example: `
$ tty
not a tty
$ sync && logger started
`,
  *run(process, args) {
    const options = readOptions(process, args, { flags: 'sdfaeRSXFNiqnEruz', values: 'tpPinoc' });
    if (options.refused !== undefined) return options.refused;
    const { rest } = options;
    switch (shortName(process)) {
      case 'tty':
        if (!options.has('s')) process.out(process.terminal ? '/dev/pts/0\n' : 'not a tty\n');
        return process.terminal ? 0 : 1;
      case 'usleep':
        if (rest[0] === undefined) return usage(process);
        yield* process.sleep(Number(rest[0]) / 1000);
        return 0;
      case 'shuf':
        process.notSimulated('a random order (shuf)');
        return yield* copyText(process, rest);
      case 'hostid':
        process.notSimulated('hostid');
        return 0;
      case 'clear':
      case 'reset':
        process.out('\u001b[H\u001b[J');
        return 0;
      default:
        return 0;
    }
  },
};
export default command;
