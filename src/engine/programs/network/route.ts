import { showTable } from './shared/show-routes.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: "Shows the kernel's routing table; changes are not simulated.",
  example: `
$ route -n | tail -n 1
172.17.0.0      0.0.0.0         255.255.0.0     U     0      0        0 eth0
`,
  run(process, args) {
    const words = args.filter((arg) => !arg.startsWith('-'));
    if (words.length > 0) {
      process.notSimulated(`route ${args.join(' ')}`);
      return 0;
    }
    process.out(showTable(process, { numeric: args.some((arg) => /^-\w*n/.test(arg)), netstat: false }));
    return 0;
  },
};
export default command;
