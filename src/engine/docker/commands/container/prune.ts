import type { Task } from '../../../kernel/index.ts';
import { deletedList, pruneContainers } from '../../archive/prune-containers.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { confirm } from '../../cli/confirm.ts';
import { checkFilter } from '../../format/filters.ts';
import { humanSize } from '../../format/sizes.ts';

const command: DockerCommand = {
  short: 'Remove all stopped containers',
  usage: '[OPTIONS]',
  flags: `
      --filter filter   Provide filter values (e.g. "until=<timestamp>")
  -f, --force           Do not prompt for confirmation
`,
  args: [0],
  check: checkFilter,
  *run(cli, given): Task {
    const warning = 'WARNING! This will remove all stopped containers.';
    if (!given.on('force') && !(yield* confirm(cli, warning))) return 0;
    const pruned = pruneContainers(cli.daemon, given.values('filter'));
    if (!pruned.ok) return cli.refuse(pruned.message);
    const { ids, reclaimed } = pruned.value;
    yield* cli.process.sleep(40 * ids.length);
    cli.out(`${deletedList('Containers', ids)}Total reclaimed space: ${humanSize(reclaimed)}\n`);
    return 0;
  },
};
export default command;
