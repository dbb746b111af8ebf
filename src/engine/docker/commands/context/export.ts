import type { DockerCommand } from '../../cli/command.ts';
import { missingContext } from '../../daemon/missing-context.ts';

const command: DockerCommand = {
  short: 'Export a context to a tar archive FILE or a tar stream on STDOUT.',
  usage: '[OPTIONS] CONTEXT [FILE|-]',
  args: [1, 2],
  run(cli, given) {
    const [name = ''] = given.args;
    if (name === 'default') cli.notSimulated('docker context export');
    else cli.err(`${missingContext(name)}\n`);
    return 1;
  },
};
export default command;
