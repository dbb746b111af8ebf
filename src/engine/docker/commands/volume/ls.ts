import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import type { Daemon, Result } from '../../daemon/daemon.ts';
import {
  booleanFilter,
  checkFilter,
  equalsFilter,
  matchesFilter,
  matchesLabels,
  readFilters,
} from '../../format/filters.ts';
import { naturally } from '../../format/text.ts';
import { LIST_FORMAT } from '../../listing/flags.ts';
import { printList } from '../../listing/print.ts';
import { VOLUME_HEADINGS, volumeRow } from '../../listing/volumes.ts';
import type { Volume } from '../../model.ts';

/** Volumes that pass the filters, or the daemon's words. Source: moby volume/service/service.go List. */
function choose(daemon: Daemon, values: readonly string[]): Result<Volume[]> {
  const read = readFilters(values, ['dangling', 'driver', 'label', 'name']);
  if (!read.ok) return read;
  const filters = read.value;
  const dangling = booleanFilter(filters, 'dangling');
  if (!dangling.ok) return dangling;
  const used = new Set([...daemon.store.containers.values()].flatMap(({ mounts }) => mounts.map(({ Name }) => Name)));
  const chosen = [...daemon.store.volumes.values()].filter(
    (volume) =>
      matchesFilter(filters, 'name', volume.name) &&
      equalsFilter(filters, 'driver', volume.driver) &&
      matchesLabels(filters, volume.labels) &&
      (dangling.value === undefined || dangling.value !== used.has(volume.name)),
  );
  return { ok: true, value: chosen };
}

function formatOf(format: string, quiet: boolean): string {
  if (format === '' || format === 'table') return quiet ? '{{.Name}}' : 'table {{.Driver}}\t{{.Name}}';
  if (format !== 'raw') return format;
  return quiet ? 'name: {{.Name}}' : 'name: {{.Name}}\ndriver: {{.Driver}}\n';
}

function list(cli: Cli, given: Given): number {
  const chosen = choose(cli.daemon, given.values('filter'));
  if (!chosen.ok) return cli.refuse(chosen.message);
  return printList(cli, {
    format: formatOf(given.value('format') ?? '', given.on('quiet')),
    headings: VOLUME_HEADINGS,
    rows: chosen.value.toSorted((one, other) => naturally(one.name, other.name)).map((volume) => volumeRow(volume)),
  });
}

const command: DockerCommand = {
  short: 'List volumes',
  usage: '[OPTIONS]',
  aliases: ['list'],
  flags: `
  -f, --filter filter   Provide filter values (e.g. "dangling=true")
${LIST_FORMAT}  -q, --quiet           Only display volume names
`,
  check: checkFilter,
  example: `
$ docker volume create notes
notes
$ docker volume ls
DRIVER    VOLUME NAME
local     notes
$ docker volume ls --filter dangling=true -q
notes
`,
  args: [0],
  run: list,
};
export default command;
