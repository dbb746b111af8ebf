import type { DockerCommand } from '../../cli/command.ts';
import { eachContainer } from '../../cli/each-container.ts';
import { killAndSettle } from '../../daemon/lifecycle/kill.ts';

const command: DockerCommand = {
  short: 'Kill one or more running containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  top: ['kill'],
  flags: `
  -s, --signal string   Signal to send to the container
`,
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    eachContainer(cli, given.args, {
      what: (container) => killAndSettle(cli.daemon, container, given.value('signal') || 'KILL'),
      why: (name, message) => `cannot kill container: ${name}: ${message}`,
    }),
};
export default command;
