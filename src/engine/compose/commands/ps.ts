import type { ComposeCli, ComposeCommand } from '../cli/command.ts';
import type { Given } from '../../docker/cli/flags.ts';
import type { Container } from '../../docker/model.ts';
import { writeList } from '../../docker/format/listing.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, isRunning, labelOf, ofServices } from '../run/containers.ts';
import { orphansOf } from '../run/up.ts';
import { PS_HEADINGS, psRow } from '../run/ps-row.ts';
import { byText, failure, fine, type Loaded } from '../value.ts';

const TABLE = 'table {{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}';

/** States asked for by `--status` and `--filter status=`. Source: compose cmd/compose/ps.go parseFilter. */
function statesOf(given: Given): Loaded<readonly string[]> {
  const states = [...given.values('status')];
  const filter = given.value('filter') ?? '';
  if (filter !== '') {
    const [key = '', ...value] = filter.split('=');
    if (value.length === 0) return failure('arguments to --filter should be in form KEY=VAL');
    if (key === 'source') return failure('not implemented');
    if (key !== 'status') return failure(`unknown filter ${key}`);
    states.push(value.join('='));
  }
  return fine(states);
}

function listed(cli: ComposeCli, given: Given): Loaded<Container[]> {
  const read = projectOrName(cli, given.args);
  if (!read.ok) return read;
  const { name, project } = read.value;
  const states = statesOf(given);
  if (!states.ok) return states;
  const strangers = new Set(project && !(given.on('orphans') || !given.has('orphans')) ? orphansOf(cli, project) : []);
  const all = given.on('all') || states.value.length > 0;
  return fine(
    ofServices(containersOf(cli.daemon, name, given.on('all')), given.args)
      .filter((one) => all || isRunning(one))
      .filter((one) => states.value.length === 0 || states.value.includes(one.state.status))
      .filter((one) => !strangers.has(one))
      .toSorted((one, other) => byText(one.name, other.name)),
  );
}

const command: ComposeCommand = {
  short: 'List containers',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
  -a, --all                  Show all stopped containers (including those
                             created by the run command)
      --dry-run              Execute command in dry run mode
      --filter string        Filter services by a property (supported
                             filters: status)
      --format string        Format output using a custom template:
                             'table':            Print output in table
                             format with column headers (default)
                             'table TEMPLATE':   Print output in table
                             format using the given Go template
                             'json':             Print in JSON format
                             'TEMPLATE':         Print output using the
                             given Go template.
                             Refer to
                             https://docs.docker.com/go/formatting/ for
                             more information about formatting output
                             with templates (default "table")
      --no-trunc             Don't truncate output
      --orphans              Include orphaned services (not declared by
                             project) (default true)
  -q, --quiet                Only display IDs
      --services             Display services
      --status stringArray   Filter services by status. Values: [paused |
                             restarting | removing | running | dead |
                             created | exited]
`,
  run(cli, given) {
    const containers = listed(cli, given);
    if (!containers.ok) return cli.fail(containers);
    if (given.on('quiet')) {
      for (const { id } of containers.value) cli.out(`${id}\n`);
      return 0;
    }
    if (given.on('services')) {
      const names = new Set(containers.value.map((one) => labelOf(one, 'service')));
      for (const name of names) cli.out(`${name}\n`);
      return 0;
    }
    const format = given.value('format') ?? 'table';
    const text = writeList({
      format: format === 'table' || format === '' ? TABLE : format,
      headings: PS_HEADINGS,
      rows: containers.value.map((one) => psRow(cli.daemon, one, !given.on('no-trunc'))),
    });
    if (!text.ok) return cli.fail(text.message);
    cli.out(text.text);
    return 0;
  },
};
export default command;
