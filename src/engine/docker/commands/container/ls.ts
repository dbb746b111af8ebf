import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { context } from '../../format/context.ts';
import { checkFilter } from '../../format/filters.ts';
import { render, template } from '../../format/template.ts';
import { str } from '../../format/value.ts';
import { chooseContainers } from '../../listing/choose-containers.ts';
import { CONTAINER_HEADINGS, containerRow, labelMethod } from '../../listing/containers.ts';
import { LIST_FORMAT } from '../../listing/flags.ts';
import { printList } from '../../listing/print.ts';

const TABLE = 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';
const RAW = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`;

/** The format in full. Source: docker/cli formatter/container.go NewContainerFormat. */
function formatOf(format: string, { quiet, size }: { quiet: boolean; size: boolean }): string {
  if (format === 'raw') return quiet ? 'container_id: {{.ID}}' : `${RAW}${size ? 'size: {{.Size}}\n' : ''}`;
  if (quiet) return '{{.ID}}';
  return format === 'table' || format === '' ? `${TABLE}${size ? '\t{{.Size}}' : ''}` : format;
}

/** Runs the format over a container without values: that finds what it asks for. Source: docker/cli container/list.go. */
function tried(format: string): { readonly problem?: string; readonly sizes: boolean } {
  const parsed = template(format);
  if (!parsed.ok) return { problem: `failed to parse template: ${parsed.message}`, sizes: false };
  let sizes = false;
  const columns = Object.fromEntries(Object.keys(CONTAINER_HEADINGS).map((name) => [name, '']));
  const empty = context('*formatter.ContainerContext', {
    ...columns,
    Label: labelMethod(null),
    Size: {
      params: [],
      call() {
        sizes = true;
        return str('0B');
      },
    },
  });
  const { problem } = render(parsed.value, empty);
  return problem === undefined ? { sizes } : { problem: `failed to execute template: ${problem}`, sizes };
}

function list(cli: Cli, given: Given): number {
  const format = given.value('format') ?? '';
  const quiet = given.on('quiet');
  if (quiet && given.has('format') && format !== '')
    cli.err('WARNING: Ignoring custom format, because both --format and --quiet are set.\n');
  const { problem, sizes } = tried(format);
  if (problem !== undefined) {
    cli.err(`${problem}\n`);
    return 1;
  }
  const last = Number(given.value('last') ?? -1);
  const chosen = chooseContainers(cli.daemon, {
    filters: given.values('filter'),
    all: given.on('all'),
    last: given.on('latest') && last === -1 ? 1 : last,
  });
  if (!chosen.ok) return cli.refuse(chosen.message);
  const size = given.on('size');
  return printList(cli, {
    format: formatOf(format, { quiet, size }),
    headings: CONTAINER_HEADINGS,
    rows: chosen.value.map((one) =>
      containerRow(cli.daemon, one, { truncate: !given.on('no-trunc'), sizes: size || sizes }),
    ),
  });
}

const command: DockerCommand = {
  short: 'List containers',
  usage: '[OPTIONS]',
  aliases: ['list', 'ps'],
  top: ['ps'],
  flags: `
  -a, --all             Show all containers (default shows just running)
  -f, --filter filter   Filter output based on conditions provided
${LIST_FORMAT}  -n, --last int        Show n last created containers (includes all
                        states) (default -1)
  -l, --latest          Show the latest created container (includes all
                        states)
      --no-trunc        Don't truncate output
  -q, --quiet           Only display container IDs
  -s, --size            Display total file sizes
`,
  check: checkFilter,
  example: String.raw`
$ docker run -d --name web -p 8080:80 nginx:alpine
5e6d74f0b6ba98968e5563c7985ad2c2b2fefec682f5b34a8180c567dfccb739
$ docker ps --format 'table {{.Names}}\t{{.Image}}\t{{.Ports}}'
NAMES     IMAGE          PORTS
web       nginx:alpine   0.0.0.0:8080->80/tcp, :::8080->80/tcp
$ docker ps --filter status=lost
! Error response from daemon: invalid filter 'status=lost'
`,
  args: [0],
  run: list,
};
export default command;
