import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'The table of neighbours, which is empty: nobody has been spoken to for long enough. Changes are not simulated.',
  aliases: ['arping'],
  example: `
$ arp -n
`,
  run(process, args) {
    if (process.name.endsWith('arping') || args.some((arg) => /^-\w*[sdD]/.test(arg)))
      process.notSimulated(`${process.name} ${args.join(' ')}`);
    return 0;
  },
};
export default command;
