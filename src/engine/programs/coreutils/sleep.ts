import { missingOperand } from '../lib/flavor.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Waits in virtual time: numbers with s, m, h, d; infinity stays.',
  example: `
$ sleep 1 && echo later
later
$ sleep x
! sleep: invalid time interval 'x'
! Try 'sleep --help' for more information.
`,
  run(process, args) {
    if (args.length === 0) return missingOperand(process);
    let seconds = 0;
    for (const arg of args) {
      if (/^inf(?:inity)?$/.test(arg)) return process.keepRunning({ listens: [] });
      const match = /^(\d*\.?\d+|\d+\.)([smhd]?)$/.exec(arg);
      if (!match) {
        process.complain(process.flavor === 'busybox' ? `invalid number '${arg}'` : `invalid time interval '${arg}'`);
        if (process.flavor !== 'busybox') process.err("Try 'sleep --help' for more information.\n");
        return 1;
      }
      seconds += Number(match[1]) * ({ '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[match[2] ?? ''] ?? 1);
    }
    process.takes(seconds * 1000);
    return 0;
  },
};
export default command;
