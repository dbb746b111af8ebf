import type { DockerCommand } from '../../cli/command.ts';
import { badContextName, endpointHelp } from '../../cli/missing-context.ts';

const short = 'Create a context';

const command: DockerCommand = {
  short,
  long: endpointHelp(short, 'create').trimEnd(),
  usage: '[OPTIONS] CONTEXT',
  flags: `
      --description string      Description of the context
      --docker stringToString   set the docker endpoint (default [])
      --from string             create context from a named context
`,
  example: `
$ docker context create 'my lab'
! context name "my lab" is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"
`,
  args: [1],
  run(cli, given) {
    const problem = badContextName(given.args[0] ?? '');
    if (problem === undefined) cli.notSimulated('docker context create: the host knows one engine');
    else cli.err(`${problem}\n`);
    return 1;
  },
};
export default command;
