import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import { pullServices } from '../run/images.ts';

const command: ComposeCommand = {
  short: 'Pull service images',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run                Execute command in dry run mode
      --ignore-buildable       Ignore images that can be built
      --ignore-pull-failures   Pull what it can and ignores images with
                               pull failures
      --include-deps           Also pull services declared as dependencies
      --policy string          Apply pull policy ("missing"|"always")
  -q, --quiet                  Pull without printing progress information
`,
  *run(cli, given): Task {
    const read = readProject(cli, given.args, given.on('include-deps') ? {} : { dependencies: 'without' });
    if (!read.ok) return cli.fail(read);
    const done = yield* pullServices(cli, read.value, {
      quiet: given.on('quiet'),
      missingOnly: given.value('policy') === 'missing',
      ignoreFailures: given.on('ignore-pull-failures'),
      ignoreBuildable: given.on('ignore-buildable'),
    });
    return done.ok ? 0 : cli.fail(done);
  },
};
export default command;
