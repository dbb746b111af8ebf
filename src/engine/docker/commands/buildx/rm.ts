import type { DockerCommand } from '../../cli/command.ts';
import { buildersOf, namedBuilder } from '../../images/buildx/builders.ts';

const command: DockerCommand = {
  short: 'Remove one or more builder instances',
  usage: '[OPTIONS] [NAME] [NAME...]',
  plugin: 'buildx',
  flags: `
      --all-inactive     Remove all inactive builders
      --builder string   Override the configured builder instance
  -f, --force            Do not prompt for confirmation
      --keep-daemon      Keep the BuildKit daemon running
      --keep-state       Keep BuildKit state
`,
  args: [0, Number.POSITIVE_INFINITY],
  run(cli, given) {
    const builders = buildersOf(cli.daemon);
    const { made } = builders;
    const inactive = [...made.values()].filter(({ running }) => !running).map(({ name }) => name);
    const own =
      given.args.length > 0
        ? given.args
        : [namedBuilder(cli, given) ?? (builders.current === 'default' ? '' : builders.current)];
    const names = given.on('all-inactive') ? inactive : own;
    let failed = false;
    for (const name of names) {
      if (made.delete(name)) {
        if (builders.current === name) builders.current = 'default';
        cli.err(`${name} removed\n`);
        continue;
      }
      failed = true;
      const why =
        name === '' || name === 'default'
          ? 'context builder cannot be removed, run `docker context rm default` to remove this context'
          : `no builder ${JSON.stringify(name)} found`;
      cli.err(`failed to remove ${name}: ${why}\n`);
    }
    if (failed) cli.err('ERROR: failed to remove one or more builders\n');
    return failed ? 1 : 0;
  },
};
export default command;
