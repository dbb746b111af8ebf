import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { findNetwork } from '../../networks/find.ts';
import { removeNetwork } from '../../networks/remove.ts';

const command: DockerCommand = {
  short: 'Remove one or more networks',
  usage: 'NETWORK [NETWORK...]',
  aliases: ['remove'],
  flags: `
  -f, --force   Do not error if the network does not exist
`,
  args: [1, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    let status = 0;
    for (const reference of given.args) {
      const found = findNetwork(cli.daemon, reference);
      if (!found.ok && given.on('force')) continue;
      const removed = found.ok ? removeNetwork(cli.daemon, found.value) : found;
      if (removed.ok) {
        yield* cli.process.sleep(120);
        cli.out(`${reference}\n`);
      } else status = cli.refuse(removed.message);
    }
    return status;
  },
};
export default command;
