import type { Task } from '../../../kernel/index.ts';
import { confirm } from '../../cli/confirm.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { checkFilter } from '../../format/filters.ts';
import { pruneImages, prunedText } from '../../images/prune.ts';

const command: DockerCommand = {
  short: 'Remove unused images',
  usage: '[OPTIONS]',
  flags: `
  -a, --all             Remove all unused images, not just dangling ones
      --filter filter   Provide filter values (e.g. "until=<timestamp>")
  -f, --force           Do not prompt for confirmation
`,
  args: [0],
  check: checkFilter,
  *run(cli, given): Task {
    const all = given.on('all');
    const what = all ? 'all images without at least one container associated to them.' : 'all dangling images.';
    if (!given.on('force') && !(yield* confirm(cli, `WARNING! This will remove ${what}`))) return 0;
    const pruned = pruneImages(cli.daemon, { all, filters: given.values('filter') });
    if (!pruned.ok) return cli.refuse(pruned.message);
    cli.out(prunedText(pruned.value));
    return 0;
  },
};
export default command;
