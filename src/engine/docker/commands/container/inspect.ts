import type { DockerCommand } from '../../cli/command.ts';
import { inspectContainer } from '../../inspect/find.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import { printObjects } from '../../inspect/print.ts';

const command: DockerCommand = {
  short: 'Display detailed information on one or more containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: `${FORMAT_FLAG}  -s, --size            Display total file sizes\n`,
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    printObjects(cli, given.args, {
      format: given.value('format') ?? '',
      find: (reference) => inspectContainer(cli.daemon, reference, given.on('size')),
    }),
};
export default command;
