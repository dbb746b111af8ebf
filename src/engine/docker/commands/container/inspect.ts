import type { DockerCommand } from '../../cli/command.ts';
import { inspectContainer } from '../../inspect/find.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import { printObjects } from '../../inspect/print.ts';

const command: DockerCommand = {
  short: 'Display detailed information on one or more containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: `${FORMAT_FLAG}  -s, --size            Display total file sizes\n`,
  example: `
$ docker run -d --name web -p 8080:80 nginx:alpine
5e6d74f0b6ba98968e5563c7985ad2c2b2fefec682f5b34a8180c567dfccb739
$ docker container inspect -f '{{.State.Status}} {{.HostConfig.NetworkMode}}' web
running bridge
`,
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    printObjects(cli, given.args, {
      format: given.value('format') ?? '',
      find: (reference) => inspectContainer(cli.daemon, reference, given.on('size')),
    }),
};
export default command;
