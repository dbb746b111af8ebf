import type { Given } from '../../docker/cli/flags.ts';
import type { Container } from '../../docker/model.ts';
import { alignTabs } from '../../docker/format/table.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { isRunning, labelOf } from '../run/containers.ts';
import { jsonString } from '../print/json.ts';
import { byText } from '../value.ts';

/** `running(2), exited(1)`. Source: compose pkg/compose/ls.go combinedStatus. */
function statusOf(containers: readonly Container[]): string {
  const counts = new Map<string, number>();
  for (const { state } of containers) counts.set(state.status, (counts.get(state.status) ?? 0) + 1);
  return [...counts]
    .toSorted(([one], [other]) => byText(one, other))
    .map(([state, count]) => `${state}(${count})`)
    .join(', ');
}

/** What no list can be made of. Source: compose cmd/compose/list.go, cmd/formatter/formatter.go. */
function problemOf(given: Given): string | undefined {
  const strange = given.values('filter').find((one) => !one.startsWith('name='));
  if (strange !== undefined) return `invalid filter '${strange.split('=')[0] ?? ''}'`;
  const format = given.value('format') ?? 'table';
  return given.on('quiet') || ['', 'table', 'pretty', 'json'].includes(format)
    ? undefined
    : `format value "${format}" could not be parsed: parsing failed`;
}

const command: ComposeCommand = {
  short: 'List running compose projects',
  usage: '[OPTIONS]',
  flags: `
  -a, --all             Show all stopped Compose projects
      --dry-run         Execute command in dry run mode
      --filter filter   Filter output based on conditions provided
      --format string   Format the output. Values: [table | json]
                        (default "table")
  -q, --quiet           Only display IDs
`,
  args: { least: 0, most: 0 },
  check(flag, value) {
    if (flag.name !== 'filter') return undefined;
    return value.includes('=') ? undefined : 'bad format of filter (expected name=value)';
  },
  run(cli, given) {
    const wrong = problemOf(given);
    if (wrong !== undefined) return cli.fail(wrong);
    const projects = new Map<string, Container[]>();
    for (const one of cli.daemon.store.containers.values()) {
      const name = labelOf(one, 'project');
      if (name === '' || (!given.on('all') && !isRunning(one))) continue;
      projects.set(name, [...(projects.get(name) ?? []), one]);
    }
    const filter = given.values('filter').map((one) => one.split(/=(.*)/s));
    const rows = [...projects]
      .filter(([name]) => filter.every(([key, value = '']) => key !== 'name' || name.includes(value)))
      .toSorted(([one], [other]) => byText(one, other))
      .map(([name, all]) => ({ name, status: statusOf(all), files: all[0] ? labelOf(all[0], 'files') : '' }));
    if (given.on('quiet')) for (const { name } of rows) cli.out(`${name}\n`);
    else if (given.value('format') === 'json')
      cli.out(
        `[${rows.map(({ name, status, files }) => `{"Name":${jsonString(name)},"Status":${jsonString(status)},"ConfigFiles":${jsonString(files)}}`).join(',')}]\n`,
      );
    else
      cli.out(
        alignTabs(
          [
            'NAME\tSTATUS\tCONFIG FILES',
            ...rows.map(({ name, status, files }) => `${name}\t${status}\t${files}`),
            '',
          ].join('\n'),
          {
            narrowest: 20,
            padding: 1,
          },
        ),
      );
    return 0;
  },
};
export default command;
