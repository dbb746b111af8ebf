import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { confirm } from '../../cli/confirm.ts';
import { checkFilter, readFilters } from '../../format/filters.ts';
import { humanSize } from '../../format/sizes.ts';
import { labelsMatch } from '../../volumes/filters.ts';
import { pruneVolumes } from '../../volumes/store.ts';

const command: DockerCommand = {
  short: 'Remove unused local volumes',
  usage: '[OPTIONS]',
  flags: `
  -a, --all             Remove all unused volumes, not just anonymous ones
      --filter filter   Provide filter values (e.g. "label=<label>")
  -f, --force           Do not prompt for confirmation
`,
  args: [0],
  check: checkFilter,
  *run(cli, given): Task {
    const which = given.on('all') ? 'all local volumes' : 'anonymous local volumes';
    const warning = `WARNING! This will remove ${which} not used by at least one container.`;
    if (given.on('all') && given.values('filter').some((one) => /^\s*all\s*=/i.test(one))) {
      cli.err('conflicting options: cannot specify both --all and --filter all=1\n');
      return 1;
    }
    if (!given.on('force') && !(yield* confirm(cli, warning))) return 0;
    const filters = readFilters(given.values('filter'), ['all', 'label', 'label!']);
    if (!filters.ok) return cli.refuse(filters.message);
    const asked = filters.value.get('all') ?? [];
    const wrong = asked.find((one) => !/^(?:1|0|true|false|t|f)$/i.test(one));
    if (wrong !== undefined)
      return cli.refuse(`invalid filter 'all': strconv.ParseBool: parsing ${JSON.stringify(wrong)}: invalid syntax`);
    const all = given.on('all') || asked.some((one) => /^(?:1|true|t)$/i.test(one));
    const { names, reclaimed } = pruneVolumes(cli.daemon, {
      all,
      wanted: ({ labels }) => labelsMatch(filters.value, labels),
    });
    if (names.length > 0) cli.out(`Deleted Volumes:\n${names.map((name) => `${name}\n`).join('')}\n`);
    cli.out(`Total reclaimed space: ${humanSize(reclaimed)}\n`);
    return 0;
  },
};
export default command;
