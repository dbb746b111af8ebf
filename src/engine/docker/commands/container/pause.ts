import type { DockerCommand } from '../../cli/command.ts';
import { eachContainer } from '../../cli/each-container.ts';
import { pauseContainer } from '../../daemon/lifecycle/pause.ts';

const command: DockerCommand = {
  short: 'Pause all processes within one or more containers',
  usage: 'CONTAINER [CONTAINER...]',
  top: ['pause'],
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) => eachContainer(cli, given.args, { what: (container) => pauseContainer(cli.daemon, container) }),
};
export default command;
