import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';

const command: ComposeCommand = {
  short: 'Watch build context for service and rebuild/refresh containers when files are updated',
  usage: '[SERVICE...]',
  flags: `
      --dry-run   Execute command in dry run mode
      --no-up     Do not build & start services before watching
      --quiet     hide build output
`,
  run(cli, given) {
    const read = readProject(cli, given.args);
    if (!read.ok) return cli.fail(read);
    cli.notSimulated('docker compose watch');
    return 0;
  },
};
export default command;
