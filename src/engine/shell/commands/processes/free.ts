import { calendar, wallSeconds } from '../../clock.ts';
import { isBusybox, shortName } from '../../flavor.ts';
import type { Command } from '../../system.ts';

const command: Command = {
  summary: 'uptime counts virtual time; free has no figures, because memory is not modelled.',
  aliases: ['uptime'],
  example: `
$ uptime
 08:00:00 up 0 min,  0 users,  load average: 0.00, 0.00, 0.00
`,
  run(process) {
    if (shortName(process) === 'free') {
      process.notSimulated('figures of memory (free)');
      process.out(
        isBusybox(process)
          ? '              total        used        free      shared  buff/cache   available\n'
          : '               total        used        free      shared  buff/cache   available\n',
      );
      return 0;
    }
    const now = calendar(wallSeconds(process));
    const two = [now.hour, now.minute, now.second].map((part) => String(part).padStart(2, '0')).join(':');
    const minutes = Math.floor(process.now / 60_000);
    process.out(` ${two} up ${minutes} min,  0 users,  load average: 0.00, 0.00, 0.00\n`);
    return 0;
  },
};
export default command;
