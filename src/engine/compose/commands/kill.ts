import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, isRunning, ofServices } from '../run/containers.ts';
import { parallel } from '../run/parallel.ts';
import { killOne } from '../run/stop.ts';

const command: ComposeCommand = {
  short: 'Force stop service containers',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run          Execute command in dry run mode
      --remove-orphans   Remove containers for services not defined in
                         the Compose file
  -s, --signal string    SIGNAL to send to the container (default "SIGKILL")
`,
  *run(cli, given): Task {
    const read = projectOrName(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const { name } = read.value;
    const all = ofServices(containersOf(cli.daemon, name), given.args).filter(isRunning);
    if (all.length === 0) {
      cli.err('no container to kill');
      return 0;
    }
    const signal = given.value('signal') ?? 'SIGKILL';
    const done = yield* parallel(
      cli.process,
      all.map((one) => killOne(cli, one, signal)),
    );
    const failed = done.find((one) => !one.ok);
    return failed && !failed.ok ? cli.fail(failed) : 0;
  },
};
export default command;
