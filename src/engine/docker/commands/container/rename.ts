import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { renameContainer } from '../../daemon/containers/rename.ts';

const command: DockerCommand = {
  short: 'Rename a container',
  usage: 'CONTAINER NEW_NAME',
  top: ['rename'],
  args: [2],
  run(cli, given) {
    const [from = '', to = ''] = given.args.map((name) => name.trim());
    if (from === '' || to === '') {
      cli.err('Error: Neither old nor new names may be empty\n');
      return 1;
    }
    const found = findContainer(cli.daemon, from);
    const renamed = found.ok ? renameContainer(cli.daemon, found.value, to) : found;
    if (renamed.ok) return 0;
    cli.err(`Error response from daemon: ${renamed.message}\nError: failed to rename container named ${from}\n`);
    return 1;
  },
};
export default command;
