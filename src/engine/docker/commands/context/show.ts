import type { DockerCommand } from '../../cli/command.ts';

const command: DockerCommand = {
  short: 'Print the name of the current context',
  usage: '',
  example: `
$ docker context show
default
`,
  args: [0],
  run(cli) {
    cli.out('default\n');
    return 0;
  },
};
export default command;
