import type { DockerCommand } from '../../cli/command.ts';
import { buildersOf, findBuilder, namedBuilder } from '../../images/buildx/builders.ts';

const command: DockerCommand = {
  short: 'Set the current builder instance',
  usage: '[OPTIONS] NAME',
  plugin: 'buildx',
  flags: `
      --builder string   Override the configured builder instance
      --default          Set builder as default for current context
      --global           Builder persists context changes
`,
  args: [0, 1],
  run(cli, given) {
    const name = given.args[0] ?? namedBuilder(cli, given) ?? '';
    const fail = (why: string): number => {
      cli.err(`ERROR: failed to find instance ${JSON.stringify(name)}: ${why}\n`);
      return 1;
    };
    if (!/^[a-zA-Z][a-zA-Z0-9._-]*$/.test(name))
      return fail(`invalid name ${name}, name needs to start with a letter and may not contain symbols, except ._-`);
    if (!findBuilder(cli.daemon, name)) {
      const home = cli.process.env.get('HOME') ?? '/root';
      return fail(`open ${home}/.docker/buildx/instances/${name}: no such file or directory`);
    }
    buildersOf(cli.daemon).current = name;
    return 0;
  },
};
export default command;
