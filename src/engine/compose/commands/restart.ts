import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { noSuchService } from '../load/consistency.ts';
import { containersOf, ofServices } from '../run/containers.ts';
import { restartAll, withDependents } from '../run/restart.ts';
import { timeoutOf } from '../run/up.ts';

const command: ComposeCommand = {
  short: 'Restart service containers',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run       Execute command in dry run mode
      --no-deps       Don't restart dependent services
  -t, --timeout int   Specify a shutdown timeout in seconds
`,
  *run(cli, given): Task {
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const { name, project } = read.value;
    const missing = given.args.find((one) => project && !(one in project.services));
    if (missing !== undefined) return cli.fail(noSuchService(missing));
    const wanted = project && !given.on('no-deps') ? withDependents(project, given.args) : given.args;
    const all = ofServices(containersOf(cli.daemon, name), wanted);
    const done = yield* restartAll(cli, all, timeoutOf(given).timeout);
    return done.ok ? 0 : cli.fail(done);
  },
};
export default command;
