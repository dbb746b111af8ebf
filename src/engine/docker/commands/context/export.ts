import type { DockerCommand } from '../../cli/command.ts';
import { missingContext } from '../../cli/missing-context.ts';

const command: DockerCommand = {
  short: 'Export a context to a tar archive FILE or a tar stream on STDOUT.',
  usage: '[OPTIONS] CONTEXT [FILE|-]',
  example: `
$ docker context export lab
! context "lab": context not found: open /root/.docker/contexts/meta/a51146d38077ff992eba84cf1d5e9b249073503eb74868699016153b031a38f7/meta.json: no such file or directory
`,
  args: [1, 2],
  run(cli, given) {
    const [name = ''] = given.args;
    if (name === 'default') cli.notSimulated('docker context export');
    else cli.err(`${missingContext(name)}\n`);
    return 1;
  },
};
export default command;
