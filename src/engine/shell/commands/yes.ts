import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Prints a line many times: as pipes are not concurrent yet, 10,000 lines and then the end by SIGPIPE (141).',
  example: `
$ yes | head -n 2
y
y
`,
  run(process, args) {
    const line = `${args.length > 0 ? args.join(' ') : 'y'}\n`;
    process.out(line.repeat(10_000));
    return 141;
  },
};
export default command;
