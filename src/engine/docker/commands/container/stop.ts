import type { DockerCommand } from '../../cli/command.ts';
import { eachContainer } from '../../cli/each-container.ts';
import { stopping, STOPPING_FLAGS } from '../../cli/stopping.ts';
import { stopAndSettle } from '../../daemon/lifecycle/stop.ts';

const command: DockerCommand = {
  short: 'Stop one or more running containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  top: ['stop'],
  flags: STOPPING_FLAGS,
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    eachContainer(cli, given.args, {
      what: (container) => stopAndSettle(cli.daemon, container, stopping(given)),
      why: (name, message) =>
        message.startsWith('No such container') ? message : `cannot stop container: ${name}: ${message}`,
    }),
};
export default command;
