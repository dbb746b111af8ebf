import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import type { Daemon, Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import { checkFilter, equalsFilter, matchesFilter, matchesLabels, readFilters } from '../../format/filters.ts';
import { naturally } from '../../format/text.ts';
import { LIST_FORMAT } from '../../listing/flags.ts';
import { NETWORK_HEADINGS, networkRow } from '../../listing/networks.ts';
import { printList } from '../../listing/print.ts';
import type { Network } from '../../model.ts';
import { attachedTo, isPredefined } from '../../networks/find.ts';

const ACCEPTED = 'dangling driver id label name scope type'.split(' ');

/** Networks that pass the filters, or the daemon's words. Source: moby daemon/network/filter.go FilterNetworks. */
function choose(daemon: Daemon, values: readonly string[]): Result<Network[]> {
  const read = readFilters(values, ACCEPTED);
  if (!read.ok) return read;
  const filters = read.value;
  const dangling = filters.get('dangling');
  if (dangling && (dangling.length > 1 || !/^(?:true|false|0|1)$/.test(dangling[0] ?? '')))
    return refused('invalid value for filter \'dangling\', must be "true" (or "1"), or "false" (or "0")');
  const kind = (filters.get('type') ?? []).find((value) => value !== 'custom' && value !== 'builtin');
  if (kind !== undefined) return refused(`invalid filter: 'type'='${kind}'`);
  const unused = /^(?:true|1)$/.test(dangling?.[0] ?? '');
  const chosen = [...daemon.store.networks.values()].filter((network) => {
    const custom = isPredefined(network.name) ? 'builtin' : 'custom';
    return (
      equalsFilter(filters, 'driver', network.driver) &&
      matchesFilter(filters, 'name', network.name) &&
      matchesFilter(filters, 'id', network.id) &&
      matchesLabels(filters, network.labels) &&
      equalsFilter(filters, 'scope', network.scope) &&
      equalsFilter(filters, 'type', custom) &&
      (!dangling || (custom === 'custom' && (attachedTo(daemon, network).length === 0) === unused))
    );
  });
  return { ok: true, value: chosen };
}

function formatOf(format: string, quiet: boolean): string {
  if (format === '' || format === 'table')
    return quiet ? '{{.ID}}' : 'table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}';
  if (format !== 'raw') return format;
  return quiet
    ? 'network_id: {{.ID}}'
    : 'network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n';
}

function list(cli: Cli, given: Given): number {
  const chosen = choose(cli.daemon, given.values('filter'));
  if (!chosen.ok) return cli.refuse(chosen.message);
  return printList(cli, {
    format: formatOf(given.value('format') ?? '', given.on('quiet')),
    headings: NETWORK_HEADINGS,
    rows: chosen.value
      .toSorted((one, other) => naturally(one.name, other.name))
      .map((network) => networkRow(network, !given.on('no-trunc'))),
  });
}

const command: DockerCommand = {
  short: 'List networks',
  usage: '[OPTIONS]',
  aliases: ['list'],
  flags: `
  -f, --filter filter   Provide filter values (e.g. "driver=bridge")
${LIST_FORMAT}      --no-trunc        Do not truncate the output
  -q, --quiet           Only display network IDs
`,
  check: checkFilter,
  example: `
$ docker network ls --format '{{.Name}} {{.Driver}}'
bridge bridge
host host
none null
$ docker network ls --filter driver=null
NETWORK ID     NAME      DRIVER    SCOPE
560acc2330f0   none      null      local
`,
  args: [0],
  run: list,
};
export default command;
