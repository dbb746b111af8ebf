import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Fails with 1.',
  builtin: ['dash', 'ash', 'bash'],
  example: `
$ false || echo no
no
`,
  run: () => 1,
};
export default command;
