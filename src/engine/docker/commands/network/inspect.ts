import type { DockerCommand } from '../../cli/command.ts';
import { inspectNetwork } from '../../inspect/find.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import { printObjects } from '../../inspect/print.ts';

const command: DockerCommand = {
  short: 'Display detailed information on one or more networks',
  usage: '[OPTIONS] NETWORK [NETWORK...]',
  flags: `${FORMAT_FLAG}  -v, --verbose         Verbose output for diagnostics\n`,
  example: `
$ docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}}{{end}}' bridge
172.17.0.0/16
`,
  args: [1, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    printObjects(cli, given.args, {
      format: given.value('format') ?? '',
      find: (reference) => inspectNetwork(cli.daemon, reference),
    }),
};
export default command;
