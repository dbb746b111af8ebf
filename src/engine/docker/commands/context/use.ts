import type { DockerCommand } from '../../cli/command.ts';
import { missingContext } from '../../cli/missing-context.ts';

const command: DockerCommand = {
  short: 'Set the current docker context',
  usage: 'CONTEXT',
  example: `
$ docker context use default
default
! Current context is now "default"
`,
  args: [1],
  run(cli, given) {
    const [name = ''] = given.args;
    if (name !== 'default') {
      cli.err(`${missingContext(name)}\n`);
      return 1;
    }
    cli.out('default\n');
    cli.err('Current context is now "default"\n');
    return 0;
  },
};
export default command;
