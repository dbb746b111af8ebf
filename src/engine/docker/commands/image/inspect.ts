import type { DockerCommand } from '../../cli/command.ts';
import { inspectImage } from '../../inspect/find.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import { printObjects } from '../../inspect/print.ts';

const command: DockerCommand = {
  short: 'Display detailed information on one or more images',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  flags: FORMAT_FLAG,
  example: `
$ docker image inspect -f '{{json .Config.Cmd}} {{.Config.StopSignal}}' nginx:alpine
["nginx","-g","daemon off;"] SIGQUIT
`,
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    printObjects(cli, given.args, {
      format: given.value('format') ?? '',
      find: (reference) => inspectImage(cli.daemon, reference),
    }),
};
export default command;
