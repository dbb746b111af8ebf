import { differences } from '../../archive/differences.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';

const command: DockerCommand = {
  short: "Inspect changes to files or directories on a container's filesystem",
  usage: 'CONTAINER',
  top: ['diff'],
  args: [1],
  run(cli, given) {
    const [name = ''] = given.args;
    if (name === '') {
      cli.err('Container name cannot be empty\n');
      return 1;
    }
    const found = findContainer(cli.daemon, name);
    if (!found.ok) return cli.refuse(found.message);
    cli.out(
      differences(found.value)
        .map(({ kind, path }) => `${kind} ${path}\n`)
        .join(''),
    );
    return 0;
  },
};
export default command;
