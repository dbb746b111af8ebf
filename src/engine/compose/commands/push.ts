import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import { pushServices } from '../run/push.ts';

const command: ComposeCommand = {
  short: 'Push service images',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run                Execute command in dry run mode
      --ignore-push-failures   Push what it can and ignores images with
                               push failures
      --include-deps           Also push images of services declared as
                               dependencies
  -q, --quiet                  Push without printing progress information
`,
  *run(cli, given): Task {
    const read = readProject(cli, given.args, given.on('include-deps') ? {} : { dependencies: 'without' });
    if (!read.ok) return cli.fail(read);
    const done = yield* pushServices(cli, read.value, {
      quiet: given.on('quiet'),
      ignoreFailures: given.on('ignore-push-failures'),
    });
    return done.ok ? 0 : cli.fail(done);
  },
};
export default command;
