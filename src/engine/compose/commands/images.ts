import { alignTabs } from '../../docker/format/table.ts';
import { humanSize } from '../../docker/format/sizes.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, ofServices } from '../run/containers.ts';
import { jsonString } from '../print/json.ts';
import { byText } from '../value.ts';

const command: ComposeCommand = {
  short: 'List images used by the created containers',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run         Execute command in dry run mode
      --format string   Format the output. Values: [table | json]
                        (default "table")
  -q, --quiet           Only display IDs
`,
  run(cli, given) {
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const rows = ofServices(containersOf(cli.daemon, read.value.name, true), given.args)
      .map(({ name, image, config }) => {
        const full =
          image.tags.find((tag) => tag === config.Image || tag === `${config.Image}:latest`) ?? image.tags[0] ?? '';
        const at = full.lastIndexOf(':');
        return {
          name,
          id: image.id,
          repository: full.slice(0, Math.max(at, 0)),
          tag: full.slice(at + 1),
          size: image.size,
        };
      })
      .toSorted((one, other) => byText(one.name, other.name));
    if (given.on('quiet')) {
      for (const id of new Set(rows.map((one) => one.id.replace(/^sha256:/, '')))) cli.out(`${id}\n`);
      return 0;
    }
    const format = given.value('format') ?? 'table';
    if (format === 'json') {
      cli.out(
        `[${rows.map(({ name, id, repository, tag, size }) => `{"ID":${jsonString(id)},"ContainerName":${jsonString(name)},"Repository":${jsonString(repository)},"Tag":${jsonString(tag)},"Size":${size}}`).join(',')}]\n`,
      );
      return 0;
    }
    if (format !== 'table') return cli.fail(`format value "${format}" could not be parsed: parsing failed`);
    const lines = rows.map(({ name, id, repository, tag, size }) =>
      [name, repository || '<none>', tag || '<none>', id.replace(/^sha256:/, '').slice(0, 12), humanSize(size, 3)].join(
        '\t',
      ),
    );
    cli.out(
      alignTabs(['CONTAINER\tREPOSITORY\tTAG\tIMAGE ID\tSIZE', ...lines, ''].join('\n'), { narrowest: 20, padding: 1 }),
    );
    return 0;
  },
};
export default command;
