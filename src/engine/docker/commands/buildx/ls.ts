import type { DockerCommand } from '../../cli/command.ts';
import { alignTabs } from '../../format/table.ts';
import { rfc3339Seconds } from '../../format/times.ts';
import { allBuilders, endpointOf, platformsOf, statusOf, versionOf } from '../../images/buildx/builder-text.ts';
import { buildersOf } from '../../images/buildx/builders.ts';

const command: DockerCommand = {
  short: 'List builder instances',
  usage: '',
  plugin: 'buildx',
  flags: `
      --format string   Format the output (default "table")
`,
  args: [0],
  run(cli, given) {
    const { current } = buildersOf(cli.daemon);
    const builders = allBuilders(cli.daemon);
    const format = given.value('format') ?? 'table';
    if (format === 'json') {
      for (const builder of builders) {
        const { name, driver, lastActivity, node } = builder;
        const version = versionOf(builder);
        const about = {
          Name: name,
          Driver: driver,
          LastActivity: rfc3339Seconds(lastActivity),
          Dynamic: false,
          Nodes: [
            {
              Name: node,
              Endpoint: endpointOf(builder),
              Status: statusOf(builder),
              ...(version === '' ? {} : { Version: version, Platforms: platformsOf(builder).split(', ') }),
            },
          ],
        };
        cli.out(`${JSON.stringify(about)}\n`);
      }
      return 0;
    }
    if (format !== 'table') cli.notSimulated('templates of docker buildx ls');
    const rows = builders.flatMap((builder) => [
      `${builder.name}${builder.name === current ? '*' : ''}\t${builder.driver}\t\t\t`,
      ` \\_ ${builder.node}\t \\_ ${endpointOf(builder)}\t${statusOf(builder)}\t${versionOf(builder)}\t${platformsOf(builder)}`,
    ]);
    cli.out(`${alignTabs(['NAME/NODE\tDRIVER/ENDPOINT\tSTATUS\tBUILDKIT\tPLATFORMS', ...rows].join('\n'))}\n`);
    return 0;
  },
};
export default command;
