import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints a line again and again, until nobody reads any more (SIGPIPE, 141).',
  example: `
$ yes | head -n 2
y
y
`,
  *run(process, args) {
    const line = `${args.length > 0 ? args.join(' ') : 'y'}\n`;
    const block = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
    for (;;) {
      process.out(block);
      yield {};
    }
  },
};
export default command;
