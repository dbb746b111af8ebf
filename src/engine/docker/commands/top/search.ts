import { readReference } from '../../images/reference.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { checkFilter, readFilters } from '../../format/filters.ts';
import { alignTabs } from '../../format/table.ts';
import { lookupError } from '../../images/transfer/registry.ts';

const MOST = 100;

const command: DockerCommand = {
  short: 'Search Docker Hub for images',
  usage: '[OPTIONS] TERM',
  top: ['search'],
  flags: `
  -f, --filter filter   Filter output based on conditions provided
      --format string   Pretty-print search using a Go template
      --limit int       Max number of search results
      --no-trunc        Don't truncate output
`,
  args: [1, 1],
  check: checkFilter,
  run(cli, given) {
    const { daemon } = cli;
    const [term = ''] = given.args;
    const filters = readFilters(given.values('filter'), ['is-automated', 'is-official', 'stars']);
    if (!filters.ok) return cli.refuse(filters.message);
    const stars = filters.value.get('stars')?.[0];
    if (stars !== undefined && !/^\d+$/.test(stars))
      return cli.refuse(
        `invalid filter 'stars=${stars}': strconv.Atoi: parsing ${JSON.stringify(stars)}: invalid syntax`,
      );
    const limit = Number(given.value('limit') ?? 0);
    if (limit < 0 || limit > MOST) return cli.refuse(`limit ${limit} is outside the range of [1, ${MOST}]`);
    if (daemon.profile.name === 'recorded')
      return cli.refuse(
        `Get "https://index.docker.io/v1/search?q=${term}&n=25": ${lookupError(daemon, 'index.docker.io')}`,
      );
    cli.notSimulated('docker search: it shows the images of the catalogue, without descriptions and stars');
    for (const flag of ['format', 'no-trunc']) if (given.has(flag)) cli.notSimulated(`docker search --${flag}`);
    const names = new Set(
      daemon.world.references.flatMap((text) => {
        const read = readReference(text);
        return read.ok && text.includes(term) ? [text.replace(/:[^:/]*$/, '')] : [];
      }),
    );
    const rows = [...names]
      .slice(0, limit === 0 ? 25 : limit)
      .map((name) => `${name}\t\t\t${name.includes('/') ? '' : '[OK]'}`);
    cli.out(`${alignTabs(['NAME\tDESCRIPTION\tSTARS\tOFFICIAL', ...rows].join('\n'))}\n`);
    return 0;
  },
};
export default command;
