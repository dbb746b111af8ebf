import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, isRunning, ofServices } from '../run/containers.ts';
import { takeDown } from '../run/down.ts';

const command: ComposeCommand = {
  short: 'Block until the first service container stops',
  usage: 'SERVICE [SERVICE...] [OPTIONS]',
  flags: `
      --down-project   Drops project when the first container stops
      --dry-run        Execute command in dry run mode
`,
  args: { least: 1, docker: true },
  *run(cli, given): Task {
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const all = ofServices(containersOf(cli.daemon, read.value.name), given.args).filter(isRunning);
    if (all.length === 0) return cli.fail(`no containers for project "${read.value.name}"`);
    const ended = (): (typeof all)[number] | undefined => all.find((one) => !isRunning(one));
    while (!ended()) yield { ready: () => ended() !== undefined };
    const first = ended();
    cli.out(`container "${first?.id ?? ''}" exited with status code ${first?.state.exitCode ?? 0}\n`);
    if (given.on('down-project')) {
      const down = yield* takeDown(cli, read.value, { services: [], removeOrphans: false });
      if (!down.ok) return cli.fail(down);
    }
    return first?.state.exitCode ?? 0;
  },
};
export default command;
