import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import { buildService } from '../run/images.ts';

const command: ComposeCommand = {
  short: 'Build or rebuild services',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --build-arg stringArray   Set build-time variables for services
      --builder string          Set builder to use
      --dry-run                 Execute command in dry run mode
  -m, --memory bytes            Set memory limit for the build container.
                                Not supported by BuildKit.
      --no-cache                Do not use cache when building the image
      --pull                    Always attempt to pull a newer version of
                                the image
      --push                    Push service images
  -q, --quiet                   Don't print anything to STDOUT
      --ssh string              Set SSH authentications used when
                                building service images. (use 'default'
                                for using your default SSH Agent)
      --with-dependencies       Also build dependencies (transitively)
`,
  *run(cli, given): Task {
    const read = readProject(cli, given.args, given.on('with-dependencies') ? {} : { dependencies: 'without' });
    if (!read.ok) return cli.fail(read);
    for (const flag of ['builder', 'memory', 'push', 'ssh'])
      if (given.has(flag)) cli.notSimulated(`docker compose build --${flag}`);
    for (const [name, service] of Object.entries(read.value.services)) {
      if (!service.build) continue;
      const built = yield* buildService(cli, read.value, {
        name,
        service,
        flags: {
          args: given.values('build-arg'),
          noCache: given.on('no-cache'),
          pull: given.on('pull'),
          quiet: given.on('quiet'),
        },
      });
      if (!built.ok) return built.message === '' ? built.exit : cli.fail(built);
    }
    return 0;
  },
};
export default command;
