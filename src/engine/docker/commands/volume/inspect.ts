import type { DockerCommand } from '../../cli/command.ts';
import { inspectVolume } from '../../inspect/find.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import { printObjects } from '../../inspect/print.ts';

const command: DockerCommand = {
  short: 'Display detailed information on one or more volumes',
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  flags: FORMAT_FLAG,
  example: `
$ docker volume create notes
notes
$ docker volume inspect -f '{{.Mountpoint}}' notes
/var/lib/docker/volumes/notes/_data
`,
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    printObjects(cli, given.args, {
      format: given.value('format') ?? '',
      find(reference) {
        const found = inspectVolume(cli.daemon, reference);
        return found.ok ? { ...found, typedOnly: true } : found;
      },
    }),
};
export default command;
