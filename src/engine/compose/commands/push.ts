import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';

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
  run(cli, given) {
    const read = readProject(cli, given.args);
    if (!read.ok) return cli.fail(read);
    cli.notSimulated('docker compose push');
    return 0;
  },
};
export default command;
