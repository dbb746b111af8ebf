import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Succeeds.',
  builtin: ['dash', 'ash', 'bash'],
  example: `
$ true && echo yes
yes
`,
  run: () => 0,
};
export default command;
