import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { ENDING } from '../../daemon/assumed-durations.ts';

const command: DockerCommand = {
  short: 'Block until one or more containers stop, then print their exit codes',
  usage: 'CONTAINER [CONTAINER...]',
  top: ['wait'],
  args: [1, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    const refusals: string[] = [];
    for (const reference of given.args) {
      const found = findContainer(cli.daemon, reference);
      if (!found.ok) {
        refusals.push(`Error response from daemon: ${found.message}\n`);
        continue;
      }
      const container = found.value;
      const over = (): boolean => !cli.daemon.live.has(container.id) && container.state.status !== 'restarting';
      if (!over()) {
        while (!over()) yield { ready: over };
        yield* cli.process.sleep(ENDING);
      }
      cli.out(`${container.state.exitCode}\n`);
    }
    cli.err(refusals.join(''));
    return refusals.length > 0 ? 1 : 0;
  },
};
export default command;
