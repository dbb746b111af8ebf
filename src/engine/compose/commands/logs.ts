import { readMoment } from '../../docker/daemon/wall-clock.ts';
import type { Given } from '../../docker/cli/flags.ts';
import type { Task } from '../../docker/plugins.ts';
import type { Container, LogEntry } from '../../docker/model.ts';
import type { ComposeCli, ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, numberOf, ofServices } from '../run/containers.ts';
import { findOne } from '../run/find-one.ts';
import { linePrinter, logOf } from '../run/log-lines.ts';
import { failure, fine, type Loaded } from '../value.ts';

interface Window {
  readonly since: number;
  readonly until: number;
  readonly tail: number;
}

function windowOf(cli: ComposeCli, given: Given): Loaded<Window> {
  const times = { since: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  for (const name of ['since', 'until'] as const) {
    const text = given.value(name) ?? '';
    if (text === '') continue;
    const read = readMoment(text, cli.daemon.now);
    if (!read.ok) return failure(`invalid value for "${name}": ${read.message}`);
    times[name] = read.value;
  }
  const tail = Number(given.value('tail') ?? 'all');
  return fine({ ...times, tail: Number.isInteger(tail) && tail >= 0 ? tail : Number.POSITIVE_INFINITY });
}

function chosen(entries: readonly LogEntry[], { since, until, tail }: Window): LogEntry[] {
  const inside = entries.filter(({ at }) => at >= since && at <= until);
  return inside.slice(Math.max(0, inside.length - tail));
}

/** Prints what comes, until all have ended. */
function* follow(
  cli: ComposeCli,
  containers: readonly Container[],
  print: (container: Container, entry: LogEntry) => void,
): Task {
  const next = new Map(containers.map((one) => [one.id, logOf(cli, one).length]));
  const fresh = (one: Container): boolean => one.logs.length > (next.get(one.id) ?? 0);
  const over = (): boolean =>
    containers.every((one) => !cli.daemon.live.has(one.id) && one.state.status !== 'restarting');
  for (;;) {
    const last = over();
    for (const one of containers) {
      const log = logOf(cli, one);
      for (const entry of log.slice(next.get(one.id) ?? 0)) print(one, entry);
      next.set(one.id, log.length);
    }
    if (last) return 0;
    yield { ready: () => over() || containers.some(fresh) };
  }
}

const command: ComposeCommand = {
  short: 'View output from containers',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run         Execute command in dry run mode
  -f, --follow          Follow log output
      --index int       index of the container if service has multiple
                        replicas
      --no-color        Produce monochrome output
      --no-log-prefix   Don't print prefix in logs
      --since string    Show logs since timestamp (e.g.
                        2013-01-02T13:23:37Z) or relative (e.g. 42m for
                        42 minutes)
  -n, --tail string     Number of lines to show from the end of the logs
                        for each container (default "all")
  -t, --timestamps      Show timestamps
      --until string    Show logs before a timestamp (e.g.
                        2013-01-02T13:23:37Z) or relative (e.g. 42m for
                        42 minutes)
`,
  *run(cli, given): Task {
    const read = projectOrName(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const { name, project } = read.value;
    const window = windowOf(cli, given);
    if (!window.ok) return cli.fail(window);
    const index = Number(given.value('index') ?? 0);
    if (index > 0) {
      const [service = ''] = given.args;
      const found = findOne(cli, name, { service, index, stopped: true });
      if (!found.ok) return cli.fail(found);
    }
    const names = given.args.length > 0 ? given.args : Object.keys(project?.services ?? {});
    const all = ofServices(containersOf(cli.daemon, name), names)
      .filter((one) => index === 0 || numberOf(one) === index)
      .toReversed();
    const print = linePrinter(cli, all, { prefix: !given.on('no-log-prefix'), timestamps: given.on('timestamps') });
    for (const one of all) for (const entry of chosen(logOf(cli, one), window.value)) print(one, entry);
    return given.on('follow') ? yield* follow(cli, all, print) : 0;
  },
};
export default command;
