import type { DockerCommand } from '../../cli/command.ts';
import { badContextName, endpointHelp, missingContext } from '../../cli/missing-context.ts';

const short = 'Update a context';

const command: DockerCommand = {
  short,
  long: endpointHelp(short, 'update').trimEnd(),
  usage: '[OPTIONS] CONTEXT',
  flags: `
      --description string      Description of the context
      --docker stringToString   set the docker endpoint (default [])
`,
  example: `
$ docker context update default
! "default" is a reserved context name
`,
  args: [1],
  run(cli, given) {
    const [name = ''] = given.args;
    cli.err(`${badContextName(name) ?? missingContext(name)}\n`);
    return 1;
  },
};
export default command;
