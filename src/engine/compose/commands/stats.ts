import { runDocker } from '../../docker/cli/dispatch.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, ofServices } from '../run/containers.ts';

const command: ComposeCommand = {
  short: 'Display a live stream of container(s) resource usage statistics',
  usage: '[OPTIONS] [SERVICE]',
  flags: `
  -a, --all             Show all containers (default shows just running)
      --dry-run         Execute command in dry run mode
      --format string   Format output using a custom template:
                        'table':            Print output in table format
                        with column headers (default)
                        'table TEMPLATE':   Print output in table format
                        using the given Go template
                        'json':             Print in JSON format
                        'TEMPLATE':         Print output using the given
                        Go template.
                        Refer to https://docs.docker.com/go/formatting/
                        for more information about formatting output with
                        templates
      --no-stream       Disable streaming stats and only pull the first result
      --no-trunc        Do not truncate output
`,
  *run(cli, given): Task {
    const read = projectOrName(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const all = ofServices(containersOf(cli.daemon, read.value.name), given.args);
    return yield* runDocker(cli.daemon, cli.process, [
      'stats',
      ...(['all', 'no-stream', 'no-trunc'] as const).flatMap((flag) => (given.on(flag) ? [`--${flag}`] : [])),
      ...(given.has('format') ? ['--format', given.value('format') ?? ''] : []),
      ...all.map(({ name }) => name),
    ]);
  },
};
export default command;
