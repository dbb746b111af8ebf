import type { Command } from '../../system.ts';

const command: Command = {
  summary: 'Prints the number of processors: always 2.',
  gnu: {
    nproc: ' all ignore',
  },
  example: `
$ nproc
2
`,
  run(process) {
    process.out('2\n');
    return 0;
  },
};
export default command;
