import type { Task } from '../../../kernel/index.ts';
import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { writeList } from '../../format/listing.ts';
import { HEADINGS, sample, statsRow, TABLE, type Sample } from '../../limits/statistics.ts';
import { LIST_FORMAT } from '../../listing/flags.ts';
import type { Container } from '../../model.ts';

const command: DockerCommand = {
  short: 'Display a live stream of container(s) resource usage statistics',
  usage: '[OPTIONS] [CONTAINER...]',
  top: ['stats'],
  flags: `
  -a, --all             Show all containers (default shows just running)
${LIST_FORMAT}      --no-stream       Disable streaming stats and only pull the first result
      --no-trunc        Do not truncate output
`,
  args: [0, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    for (let earlier = new Map<string, Sample>(); ;) {
      const rows = containersOf(cli, given);
      if (rows.missing.length > 0) {
        cli.err(`${rows.missing.map((one) => `Error response from daemon: No such container: ${one}`).join('\n')}\n`);
        return 1;
      }
      if (earlier.size === 0) earlier = look(cli, rows.found);
      // the daemon takes two samples a second apart before it answers
      yield* cli.process.sleep(given.on('no-stream') ? 1500 : 500);
      const status = print(cli, given, { rows: rows.found, earlier });
      if (status !== 0 || given.on('no-stream')) return status;
      earlier = look(cli, rows.found);
      yield* cli.process.sleep(500);
    }
  },
};
export default command;

interface Named {
  readonly container: Container;
  readonly reference: string;
}

function containersOf({ daemon }: Cli, given: Given): { found: readonly Named[]; missing: readonly string[] } {
  if (given.args.length === 0) {
    const all = [...daemon.store.containers.values()].filter(({ id }) => given.on('all') || daemon.live.has(id));
    return {
      found: all.toReversed().map((container) => ({ container, reference: container.id.slice(0, 12) })),
      missing: [],
    };
  }
  const found: Named[] = [];
  const missing: string[] = [];
  for (const reference of given.args) {
    const one = findContainer(daemon, reference);
    if (one.ok) found.push({ container: one.value, reference });
    else missing.push(reference);
  }
  return { found, missing };
}

function look({ daemon }: Cli, rows: readonly Named[]): Map<string, Sample> {
  const samples = new Map<string, Sample>();
  for (const { container } of rows) {
    const one = sample(daemon, container);
    if (one) samples.set(container.id, one);
  }
  return samples;
}

function print(cli: Cli, given: Given, what: { rows: readonly Named[]; earlier: ReadonlyMap<string, Sample> }): number {
  const asked = given.value('format') ?? '';
  const format = asked === '' || asked === 'table' ? TABLE : asked;
  if (/NetIO|BlockIO/.test(format) && what.rows.length > 0) cli.notSimulated('NET I/O and BLOCK I/O of docker stats');
  const listed = writeList({
    format,
    headings: HEADINGS,
    rows: what.rows.map(({ container, reference }) =>
      statsRow(cli.daemon, {
        container,
        reference,
        before: what.earlier.get(container.id),
        noTrunc: given.on('no-trunc'),
        once: given.on('no-stream'),
      }),
    ),
  });
  if (!listed.ok) {
    cli.err(`${listed.message}\n`);
    return 1;
  }
  // a stream clears the screen before each picture
  cli.out(given.on('no-stream') ? listed.text : `\u001b[2J\u001b[H${listed.text}`);
  return 0;
}
