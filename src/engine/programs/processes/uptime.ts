import { calendar, wallSeconds } from '../../kernel/time/clock.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Says how long virtual time has been running; load is not modelled.',
  example: `
$ uptime
 08:00:00 up 0 min,  0 users,  load average: 0.00, 0.00, 0.00
`,
  run(process) {
    const now = calendar(wallSeconds(process));
    const two = [now.hour, now.minute, now.second].map((part) => String(part).padStart(2, '0')).join(':');
    const minutes = Math.floor(process.now / 60_000);
    process.out(` ${two} up ${minutes} min,  0 users,  load average: 0.00, 0.00, 0.00\n`);
    return 0;
  },
};
export default command;
