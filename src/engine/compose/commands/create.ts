import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import { applyScale, createFlagProblem, createProject } from '../run/up.ts';

const command: ComposeCommand = {
  short: 'Creates containers for a service',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --build            Build images before starting containers
      --dry-run          Execute command in dry run mode
      --force-recreate   Recreate containers even if their configuration
                         and image haven't changed
      --no-build         Don't build an image, even if it's policy
      --no-recreate      If containers already exist, don't recreate
                         them. Incompatible with --force-recreate.
      --pull string      Pull image before running
                         ("always"|"missing"|"never"|"build") (default
                         "policy")
      --quiet-pull       Pull without printing progress information
      --remove-orphans   Remove containers for services not defined in
                         the Compose file
      --scale scale      Scale SERVICE to NUM instances. Overrides the
                         scale setting in the Compose file if present.
`,
  *run(cli, given): Task {
    const wrong = createFlagProblem(given);
    if (wrong !== undefined) return cli.fail(wrong);
    const read = readProject(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const scaled = applyScale(read.value, given);
    if (!scaled.ok) return cli.fail(scaled);
    const created = yield* createProject(cli, read.value, { given, services: given.args });
    if (created.ok) return 0;
    return created.message === '' ? created.exit : cli.fail(created);
  },
};
export default command;
