import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { checkFilter } from '../../format/filters.ts';
import { chooseImages } from '../../listing/choose-images.ts';
import { LIST_FORMAT } from '../../listing/flags.ts';
import { IMAGE_HEADINGS, imageRow, namesOf } from '../../listing/images.ts';
import { printList } from '../../listing/print.ts';

const CREATED = '{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}';

function rawFormat(digests: boolean): string {
  const digest = digests ? 'digest: {{.Digest}}\n' : '';
  return `repository: {{ .Repository }}\ntag: {{.Tag}}\n${digest}image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n`;
}

/** Source: docker/cli formatter/image.go NewImageFormat. */
function formatOf(format: string, { quiet, digests }: { quiet: boolean; digests: boolean }): string {
  if (format === '' || format === 'table') {
    if (quiet) return '{{.ID}}';
    return `table {{.Repository}}\t{{.Tag}}\t${digests ? '{{.Digest}}\t' : ''}{{.ID}}\t${CREATED}\t{{.Size}}`;
  }
  if (format === 'raw') return quiet ? 'image_id: {{.ID}}' : rawFormat(digests);
  const more = digests && format.startsWith('table') && !format.includes('{{.Digest}}');
  return more ? `${format}\t{{.Digest}}` : format;
}

function list(cli: Cli, given: Given): number {
  const [reference] = given.args;
  const filters = [...given.values('filter'), ...(reference === undefined ? [] : [`reference=${reference}`])];
  const chosen = chooseImages(cli.daemon, filters);
  if (!chosen.ok) return cli.refuse(chosen.message);
  const digests = given.on('digests');
  const format = formatOf(given.value('format') ?? '', { quiet: given.on('quiet'), digests });
  const how = { truncate: !given.on('no-trunc'), now: cli.daemon.now };
  return printList(cli, {
    format,
    headings: IMAGE_HEADINGS,
    rows: chosen.value.flatMap((one) =>
      namesOf(one, { digests: digests || format.includes('{{.Digest}}') }).map((name) =>
        imageRow(one.image, name, how),
      ),
    ),
  });
}

const command: DockerCommand = {
  short: 'List images',
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  aliases: ['list'],
  top: ['images'],
  flags: `
  -a, --all             Show all images (default hides intermediate images)
      --digests         Show digests
  -f, --filter filter   Filter output based on conditions provided
${LIST_FORMAT}      --no-trunc        Don't truncate output
  -q, --quiet           Only show image IDs
`,
  check: checkFilter,
  example: `
$ docker images --filter reference='nginx' --format '{{.Repository}}:{{.Tag}} {{.Size}}'
nginx:alpine 2.03MB
nginx:latest 2.03MB
$ docker images nope
REPOSITORY   TAG       IMAGE ID   CREATED   SIZE
`,
  args: [0, 1],
  run: list,
};
export default command;
