import { runDocker } from '../../docker/cli/dispatch.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { findOne } from '../run/find-one.ts';

const command: ComposeCommand = {
  short: "Attach local standard input, output, and error streams to a service's running container",
  usage: '[OPTIONS] SERVICE',
  flags: `
      --detach-keys string   Override the key sequence for detaching from
                             a container.
      --dry-run              Execute command in dry run mode
      --index int            index of the container if service has
                             multiple replicas.
      --no-stdin             Do not attach STDIN
      --sig-proxy            Proxy all received signals to the process
                             (default true)
`,
  args: { least: 1 },
  *run(cli, given): Task {
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const found = findOne(cli, read.value.name, {
      service: given.args[0] ?? '',
      index: Number(given.value('index') ?? 0),
    });
    if (!found.ok) return cli.fail(found);
    return yield* runDocker(cli.daemon, cli.process, [
      'attach',
      ...(given.on('no-stdin') ? ['--no-stdin'] : []),
      found.value.id,
    ]);
  },
};
export default command;
