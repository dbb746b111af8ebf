import type { DockerCommand } from '../../cli/command.ts';
import { context } from '../../format/context.ts';
import { LIST_FORMAT } from '../../listing/flags.ts';
import { printList } from '../../listing/print.ts';

const TABLE = 'table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}';
const HEADINGS = { Name: 'NAME', Description: 'DESCRIPTION', DockerEndpoint: 'DOCKER ENDPOINT', Error: 'ERROR' };

const command: DockerCommand = {
  short: 'List contexts',
  usage: '[OPTIONS]',
  aliases: ['list'],
  flags: `
${LIST_FORMAT}  -q, --quiet           Only show context names
`,
  example: `
$ docker context ls
NAME        DESCRIPTION                               DOCKER ENDPOINT               ERROR
default *   Current DOCKER_HOST based configuration   unix:///var/run/docker.sock
`,
  args: [0],
  run(cli, given) {
    const format = given.value('format') ?? '';
    const plain = format === '' || format === 'table';
    const row = context('*formatter.clientContextContext', {
      Name: 'default',
      Description: 'Current DOCKER_HOST based configuration',
      DockerEndpoint: 'unix:///var/run/docker.sock',
      Current: true,
      Error: '',
      ContextType: 'moby',
    });
    if (format === 'json') {
      // its JSON has an order of its own
      cli.out(
        '{"Name":"default","Description":"Current DOCKER_HOST based configuration","DockerEndpoint":"unix:///var/run/docker.sock","Current":true,"Error":"","ContextType":"moby"}\n',
      );
      return 0;
    }
    return printList(cli, {
      format: plain ? (given.on('quiet') ? '{{.Name}}' : TABLE) : format,
      headings: HEADINGS,
      rows: [row],
    });
  },
};
export default command;
