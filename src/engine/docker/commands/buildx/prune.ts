import type { Task } from '../../../kernel/index.ts';
import { parseDuration } from '../../cli/duration.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { checkFilter, readFilters } from '../../format/filters.ts';
import { humanSize } from '../../format/sizes.ts';
import { answered } from '../../cli/answer.ts';
import { builderOf } from '../../images/build/run-build.ts';
import { pruneCache } from '../../images/buildx/cache-records.ts';
import { HEAD, usageBlock, usageRow } from '../../images/buildx/usage-table.ts';
import { limitFlag } from '../../limits/flag-values.ts';

const FILTERS = [
  'until',
  'unused-for',
  'type',
  'id',
  'parent',
  'description',
  'inuse',
  'mutable',
  'immutable',
  'private',
  'shared',
];

const command: DockerCommand = {
  short: 'Remove build cache',
  usage: '',
  plugin: 'buildx',
  flags: `
  -a, --all                  Include internal/frontend images
      --builder string       Override the configured builder instance
      --filter filter        Provide filter values (e.g., "until=24h")
  -f, --force                Do not prompt for confirmation
      --keep-storage bytes   Amount of disk space to keep for cache
      --verbose              Provide a more verbose output
`,
  args: [0],
  check: (flag, value) => checkFilter(flag, value) ?? limitFlag(flag, value),
  *run(cli, given): Task {
    const fail = (message: string): number => {
      cli.err(`ERROR: ${message}\n`);
      return 1;
    };
    const builder = builderOf(cli, given);
    if (typeof builder === 'string') return fail(builder);
    const filters = readFilters(given.values('filter'), FILTERS);
    const until = filters.ok ? (filters.value.get('until') ?? filters.value.get('unused-for'))?.[0] : undefined;
    const age = parseDuration(until ?? '0');
    if (!age.ok) return fail(`"until" filter expects a duration (e.g., '24h'): ${age.message}`);
    const which = given.on('all') ? 'all build cache' : 'all dangling build cache';
    if (!given.on('force')) {
      cli.out(`WARNING! This will remove ${which}. Are you sure you want to continue? [y/N] `);
      if (!(yield* answered(cli))) return 0;
    }
    if (given.has('keep-storage')) cli.notSimulated('--keep-storage: everything is removed');
    const types = filters.ok ? filters.value.get('type') : undefined;
    const taken = pruneCache(cli.daemon, {
      all: given.on('all'),
      unusedFor: age.value / 1e6,
      ...(types ? { types } : {}),
    });
    if (taken.length > 0 && !given.on('verbose')) cli.out(HEAD);
    const rows = taken
      .map((one) => ({ ...one, shared: false }))
      .map((one, at) => (given.on('verbose') ? usageBlock(cli.daemon, one) : usageRow(cli.daemon, one, at > 0)));
    cli.out(rows.join(''));
    cli.out(`Total:\t${humanSize(taken.reduce((sum, { size }) => sum + size, 0))}\n`);
    return 0;
  },
};
export default command;
