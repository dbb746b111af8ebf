import type { ComposeCommand } from '../cli/command.ts';
import { versionOf, versionText } from '../cli/version.ts';

const command: ComposeCommand = {
  short: 'Show the Docker Compose version information',
  usage: '[OPTIONS]',
  flags: `
      --dry-run         Execute command in dry run mode
  -f, --format string   Format the output. Values: [pretty | json].
                        (Default: pretty)
      --short           Shows only Compose's version number
`,
  args: { least: 0, most: 0 },
  run(cli, given) {
    const version = versionOf(cli.daemon);
    if (given.on('short')) cli.out(`${version}\n`);
    else cli.out(given.value('format') === 'json' ? `{"version":"${version}"}\n` : versionText(cli.daemon));
    return 0;
  },
};
export default command;
