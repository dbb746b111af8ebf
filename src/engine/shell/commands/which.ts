import { missingOperand } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Shows which executable PATH leads to; -a shows only the first one too.',
  example: `
$ which ls
/usr/bin/ls
$ which nosuch || echo none
none
`,
  run(process, args) {
    if (args.length === 0) return process.flavor === 'busybox' ? missingOperand(process) : 1;
    let status = 0;
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      const path = process.find(name);
      if (path !== undefined && process.files.stat(path).ok) process.out(`${path}\n`);
      else status = 1;
    }
    return status;
  },
};
export default command;
