import type { DockerCommand } from '../../cli/command.ts';
import { eachContainer } from '../../cli/each-container.ts';
import { stopping, STOPPING_FLAGS } from '../../cli/stopping.ts';
import { restartContainer } from '../../daemon/lifecycle/restart.ts';

const command: DockerCommand = {
  short: 'Restart one or more containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  top: ['restart'],
  flags: STOPPING_FLAGS,
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    eachContainer(cli, given.args, {
      what: (container) => restartContainer(cli.daemon, container, stopping(given)),
      why: (name, message) =>
        message.startsWith('No such container') ? message : `Cannot restart container ${name}: ${message}`,
    }),
};
export default command;
