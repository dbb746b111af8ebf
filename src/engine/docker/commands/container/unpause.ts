import type { DockerCommand } from '../../cli/command.ts';
import { eachContainer } from '../../cli/each-container.ts';
import { unpauseContainer } from '../../daemon/lifecycle/pause.ts';

const command: DockerCommand = {
  short: 'Unpause all processes within one or more containers',
  usage: 'CONTAINER [CONTAINER...]',
  top: ['unpause'],
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) => eachContainer(cli, given.args, { what: (container) => unpauseContainer(cli.daemon, container) }),
};
export default command;
