import type { DockerCommand } from '../../cli/command.ts';
import { builderText } from '../../images/buildx/builder-text.ts';
import { buildersOf, findBuilder, namedBuilder } from '../../images/buildx/builders.ts';

const command: DockerCommand = {
  short: 'Inspect current builder instance',
  usage: '[NAME]',
  plugin: 'buildx',
  flags: `
      --bootstrap        Ensure builder has booted before inspecting
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
    if (given.on('bootstrap')) builder.running = true;
    cli.out(builderText(builder));
    return 0;
  },
};
export default command;
