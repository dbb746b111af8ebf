import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import { startProject } from '../run/start.ts';

const command: ComposeCommand = {
  short: 'Start services',
  usage: '[SERVICE...]',
  flags: `
      --dry-run   Execute command in dry run mode
`,
  *run(cli, given): Task {
    const read = readProject(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const done = yield* startProject(cli, read.value);
    return done.ok ? 0 : cli.fail(done);
  },
};
export default command;
