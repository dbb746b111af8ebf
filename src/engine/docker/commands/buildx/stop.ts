import type { DockerCommand } from '../../cli/command.ts';
import { buildersOf, findBuilder, namedBuilder } from '../../images/buildx/builders.ts';

const command: DockerCommand = {
  short: 'Stop builder instance',
  usage: '[NAME]',
  plugin: 'buildx',
  flags: `
      --builder string   Override the configured builder instance
`,
  args: [0, 1],
  run(cli, given) {
    const name = given.args[0] ?? namedBuilder(cli, given) ?? buildersOf(cli.daemon).current;
    const builder = findBuilder(cli.daemon, name);
    if (!builder) {
      cli.err(`ERROR: no builder ${JSON.stringify(name)} found\n`);
      return 1;
    }
    builder.running = false;
    return 0;
  },
};
export default command;
