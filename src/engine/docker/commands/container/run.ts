import type { Task } from '../../../shell/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { createContainer } from '../../daemon/create.ts';
import { startContainer } from '../../daemon/start.ts';
import { follow } from '../../daemon/follow.ts';
import { RUN_FLAGS } from '../../cli/create-flags.ts';
import { checkCreateFlag } from '../../cli/check-create.ts';
import { readCreate } from '../../cli/read-create.ts';
import { removeContainer } from '../../daemon/remove.ts';

const command: DockerCommand = {
  short: 'Create and run a new container from an image',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  top: ['run'],
  flags: RUN_FLAGS,
  stops: true,
  check: checkCreateFlag,
  args: [1, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    const { daemon } = cli;
    const refuse = (message: string): number => {
      cli.err(`docker: ${message}.\nSee 'docker run --help'.\n`);
      return 125;
    };
    const wanted = readCreate(cli, given);
    if (!wanted.ok) return refuse(wanted.message);
    const created = createContainer(daemon, wanted.value);
    if (!created.ok) return refuse(`Error response from daemon: ${created.message}`);
    const container = created.value;
    const detached = given.on('detach');
    if (detached) cli.out(`${container.id}\n`);
    const started = startContainer(daemon, container);
    if (!started.ok) {
      cli.err(`docker: Error response from daemon: ${started.message}.\n`);
      if (container.hostConfig.AutoRemove) removeContainer(daemon, container, { volumes: true });
      return started.code === 128 ? 125 : started.code;
    }
    if (detached) return 0;
    return yield* follow(cli, container, { stdin: given.on('interactive') });
  },
};
export default command;
