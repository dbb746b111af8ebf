import type { DockerCommand } from '../../cli/command.ts';
import { badContextName } from '../../cli/missing-context.ts';

const command: DockerCommand = {
  short: 'Import a context from a tar or zip file',
  usage: 'CONTEXT FILE|-',
  example: `
$ docker context import default x.tar
! "default" is a reserved context name
`,
  args: [2],
  run(cli, given) {
    const problem = badContextName(given.args[0] ?? '');
    if (problem === undefined) cli.notSimulated('docker context import: the host knows one engine');
    else cli.err(`${problem}\n`);
    return 1;
  },
};
export default command;
