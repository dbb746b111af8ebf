import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { takeDown } from '../run/down.ts';
import { timeoutOf } from '../run/up.ts';

const command: ComposeCommand = {
  short: 'Stop and remove containers, networks',
  usage: '[OPTIONS] [SERVICES]',
  flags: `
      --dry-run          Execute command in dry run mode
      --remove-orphans   Remove containers for services not defined in
                         the Compose file
      --rmi string       Remove images used by services. "local" remove
                         only images that don't have a custom tag
                         ("local"|"all")
  -t, --timeout int      Specify a shutdown timeout in seconds
  -v, --volumes          Remove named volumes declared in the "volumes"
                         section of the Compose file and anonymous
                         volumes attached to containers
`,
  *run(cli, given): Task {
    const images = given.value('rmi') ?? '';
    if (!['', 'all', 'local'].includes(images)) return cli.fail(`invalid value for --rmi: "${images}"`);
    const read = projectOrName(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const done = yield* takeDown(cli, read.value, {
      services: given.args,
      removeOrphans: given.on('remove-orphans'),
      volumes: given.on('volumes'),
      ...(images === '' ? {} : { images }),
      ...timeoutOf(given),
    });
    return done.ok ? 0 : cli.fail(done);
  },
};
export default command;
