import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, ofServices } from '../run/containers.ts';
import { inReverse, stopOne } from '../run/stop.ts';
import { timeoutOf } from '../run/up.ts';

const command: ComposeCommand = {
  short: 'Stop services',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run       Execute command in dry run mode
  -t, --timeout int   Specify a shutdown timeout in seconds
`,
  *run(cli, given): Task {
    const read = projectOrName(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const all = ofServices(containersOf(cli.daemon, read.value.name), given.args);
    const done = yield* inReverse(cli, all, (one) => stopOne(cli, one, timeoutOf(given)));
    return done.ok ? 0 : cli.fail(done);
  },
};
export default command;
