import type { DockerCommand } from '../../cli/command.ts';

const command: DockerCommand = {
  short: 'Remove one or more contexts',
  usage: 'CONTEXT [CONTEXT...]',
  aliases: ['remove'],
  flags: `
  -f, --force   Force the removal of a context in use
`,
  example: `
$ docker context rm default
! default: context "default" cannot be removed
`,
  args: [0, Number.POSITIVE_INFINITY],
  run(cli, given) {
    const problems = given.args.flatMap((name) => {
      if (name === 'default') return [`${name}: context "default" cannot be removed`];
      return given.on('force') ? [] : [`context ${JSON.stringify(name)} does not exist`];
    });
    if (problems.length === 0) {
      cli.out(given.args.map((name) => `${name}\n`).join(''));
      return 0;
    }
    cli.err(`${problems.join('\n')}\n`);
    return 1;
  },
};
export default command;
