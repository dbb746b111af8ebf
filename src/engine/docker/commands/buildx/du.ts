import type { DockerCommand } from '../../cli/command.ts';
import { checkFilter, equalsFilter, readFilters } from '../../format/filters.ts';
import { builderOf } from '../../images/build/run-build.ts';
import { cacheUsage } from '../../images/buildx/cache-records.ts';
import { HEAD, usageBlock, usageRow, usageTotals } from '../../images/buildx/usage-table.ts';

/** Filters of the cache. Source: moby/buildkit cache/manager.go parseFilter. */
const FILTERS = ['id', 'parent', 'type', 'description', 'inuse', 'mutable', 'immutable', 'private', 'shared', 'until'];

const command: DockerCommand = {
  short: 'Disk usage',
  usage: '',
  plugin: 'buildx',
  flags: `
      --builder string   Override the configured builder instance
      --filter filter    Provide filter values
      --verbose          Provide a more verbose output
`,
  args: [0],
  check: checkFilter,
  run(cli, given) {
    const builder = builderOf(cli, given);
    if (typeof builder === 'string') {
      cli.err(`ERROR: ${builder}\n`);
      return 1;
    }
    const filters = readFilters(given.values('filter'), FILTERS);
    const all = builder.driver === 'docker' && filters.ok ? cacheUsage(cli.daemon) : [];
    if (builder.driver !== 'docker') cli.notSimulated('disk usage of a builder in a container');
    const shown = all.filter(
      (one) =>
        !filters.ok || (equalsFilter(filters.value, 'type', one.type) && equalsFilter(filters.value, 'id', one.id)),
    );
    if (given.on('verbose')) cli.out(shown.map((one) => usageBlock(cli.daemon, one)).join(''));
    else if (shown.length > 0) cli.out(HEAD + shown.map((one) => usageRow(cli.daemon, one)).join(''));
    if (!given.has('filter')) cli.out(usageTotals(shown));
    return 0;
  },
};
export default command;
