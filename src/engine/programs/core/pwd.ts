import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints the working directory; -P without links.',
  builtin: ['dash', 'ash', 'bash'],
  gnu: {
    pwd: 'LP logical physical',
  },
  example: `
$ cd /tmp; pwd
/tmp
`,
  run(process, args) {
    const real = args.includes('-P') ? process.files.resolve(process.cwd) : undefined;
    process.out(`${real?.ok ? real.value : process.cwd}\n`);
    return 0;
  },
};
export default command;
