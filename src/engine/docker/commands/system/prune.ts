import type { Task } from '../../../kernel/index.ts';
import { deletedList, pruneContainers } from '../../archive/prune-containers.ts';
import type { Cli, DockerCommand } from '../../cli/command.ts';
import { confirm } from '../../cli/confirm.ts';
import type { Given } from '../../cli/flags.ts';
import type { Result } from '../../daemon/daemon.ts';
import { checkFilter, readFilters } from '../../format/filters.ts';
import { humanSize } from '../../format/sizes.ts';
import { prunedText, pruneImages } from '../../images/prune.ts';
import { pruneCache } from '../../images/buildx/cache-records.ts';
import { pruneNetworks } from '../../networks/prune.ts';
import { labelsMatch } from '../../volumes/filters.ts';
import { pruneVolumes } from '../../volumes/store.ts';

const command: DockerCommand = {
  short: 'Remove unused data',
  usage: '[OPTIONS]',
  flags: `
  -a, --all             Remove all unused images not just dangling ones
      --filter filter   Provide filter values (e.g. "label=<key>=<value>")
  -f, --force           Do not prompt for confirmation
      --volumes         Prune anonymous volumes
`,
  args: [0],
  check: checkFilter,
  *run(cli, given): Task {
    const filters = given.values('filter');
    if (given.on('volumes') && filters.some((one) => /^\s*until\s*=/i.test(one))) {
      cli.err('ERROR: The "until" filter is not supported with "--volumes"\n');
      return 1;
    }
    if (!given.on('force') && !(yield* confirm(cli, warningOf(given)))) return 0;
    const pruned = prune(cli, given, filters);
    if (!pruned.ok) return cli.refuse(pruned.message);
    yield* cli.process.sleep(100);
    cli.out(`${pruned.value.text}Total reclaimed space: ${humanSize(pruned.value.bytes)}\n`);
    return 0;
  },
};
export default command;

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line}\n`).join('');
}

/** Source: docker/cli cli/command/system/prune.go, confirmationTemplate; recorded, img-prune. */
function warningOf(given: Given): string {
  const all = given.on('all');
  const what = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(given.on('volumes') ? ['all anonymous volumes not used by at least one container'] : []),
    all ? 'all images without at least one container associated to them' : 'all dangling images',
    all ? 'all build cache' : 'unused build cache',
  ];
  const filters = given.values('filter').toSorted();
  const only = filters.length === 0 ? '' : `\n  Items to be pruned will be filtered with:\n${bullets(filters)}`;
  return `WARNING! This will remove:\n${bullets(what)}${only}`;
}

/** Everything in the client's order: containers, networks, volumes, images, the build cache. */
function prune(cli: Cli, given: Given, filters: readonly string[]): Result<{ text: string; bytes: number }> {
  const { daemon } = cli;
  const all = given.on('all');
  const known = readFilters(filters, ['label', 'label!', 'until']);
  if (!known.ok) return known;
  const containers = pruneContainers(daemon, filters);
  if (!containers.ok) return containers;
  const networks = pruneNetworks(daemon, filters);
  if (!networks.ok) return networks;
  const volumes = given.on('volumes')
    ? pruneVolumes(daemon, { all: false, wanted: ({ labels }) => labelsMatch(known.value, labels) })
    : { names: [], reclaimed: 0 };
  const images = pruneImages(daemon, { all, filters });
  if (!images.ok) return images;
  const cache = pruneCache(daemon, { all });
  const text = [
    deletedList('Containers', containers.value.ids),
    deletedList('Networks', networks.value),
    deletedList('Volumes', volumes.names),
    prunedText(images.value).replace(/Total reclaimed space: .*\n$/, ''),
    deletedList(
      'build cache objects',
      cache.map(({ id }) => id),
    ),
  ].join('');
  const bytes =
    containers.value.reclaimed +
    volumes.reclaimed +
    images.value.bytes +
    cache.reduce((sum, { size }) => sum + size, 0);
  return { ok: true, value: { text, bytes } };
}
