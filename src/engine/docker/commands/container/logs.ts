import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import type { Cli } from '../../cli/command.ts';
import { findContainer, type Result } from '../../daemon/daemon.ts';
import { readsLogs } from '../../daemon/logs/log-driver.ts';
import { rotatedAway } from '../../daemon/logs/log-rotation.ts';
import { takeLog } from '../../daemon/logs/take-log.ts';
import { readMoment, rfc3339 } from '../../daemon/wall-clock.ts';
import type { Given } from '../../cli/flags.ts';
import type { Container, LogEntry } from '../../model.ts';

const command: DockerCommand = {
  short: 'Fetch the logs of a container',
  usage: '[OPTIONS] CONTAINER',
  top: ['logs'],
  flags: `
      --details        Show extra details provided to logs
  -f, --follow         Follow log output
      --since string   Show logs since timestamp (e.g.
                       "2013-01-02T13:23:37Z") or relative (e.g. "42m"
                       for 42 minutes)
  -n, --tail string    Number of lines to show from the end of the logs
                       (default "all")
  -t, --timestamps     Show timestamps
      --until string   Show logs before a timestamp (e.g.
                       "2013-01-02T13:23:37Z") or relative (e.g. "42m"
                       for 42 minutes)
`,
  args: [1],
  *run(cli, given): Task {
    const { daemon } = cli;
    const found = findContainer(daemon, given.args[0] ?? '');
    if (!found.ok) return cli.refuse(found.message);
    const container = found.value;
    const window = readWindow(given, daemon.now);
    if (!window.ok) {
      cli.err(`${window.message}\n`);
      return 1;
    }
    if (!readsLogs(container.hostConfig.LogConfig.Type))
      return cli.refuse('configured logging driver does not support reading');
    takeLog(daemon, container);
    const inside = ({ at }: LogEntry): boolean => at >= window.value.since && at <= window.value.until;
    const tail = Number(given.value('tail') ?? 'all');
    const all = container.logs.slice(rotatedAway(container)).filter(inside);
    const shown = Number.isInteger(tail) && tail >= 0 ? all.slice(Math.max(0, all.length - tail)) : all;
    const details = given.on('details') ? `${attributesOf(container)} ` : '';
    for (const entry of shown) print(cli, given, { entry, details });
    return given.on('follow') ? yield* goOn(cli, given, { container, details, until: window.value.until }) : 0;
  },
};
export default command;

interface Window {
  readonly since: number;
  readonly until: number;
}

function readWindow(given: Given, now: number): Result<Window> {
  const times = { since: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  for (const name of ['since', 'until'] as const) {
    const text = given.value(name) ?? '';
    if (text === '') continue;
    const read = readMoment(text, now);
    if (!read.ok) return { ok: false, message: `invalid value for "${name}": ${read.message}` };
    times[name] = read.value;
  }
  return { ok: true, value: times };
}

/** Source: moby api/server/httputils/write_log_stream.go. */
function print(cli: Cli, given: Given, { entry, details }: { entry: LogEntry; details: string }): void {
  const { at, fd, text } = entry;
  const time = given.on('timestamps') ? `${rfc3339(at)} ` : '';
  const line = `${time}${details}${text}`;
  if (fd === 1) cli.out(line);
  else cli.err(line);
}

/**
 * Labels and variables that the log driver was told to keep with each line, as --details shows them; those told by a pattern are left out. Source: moby
 * daemon/logger/loginfo.go ExtraAttributes, api/server/httputils/write_log_stream.go stringAttrs.
 */
function attributesOf(container: Container): string {
  const { config, hostConfig } = container;
  const { Config } = hostConfig.LogConfig;
  const variables = new Map((config.Env ?? []).map((line) => line.split(/=(.*)/s) as [string, string]));
  const labels = new Map(Object.entries(config.Labels ?? {}));
  const kept = new Map<string, string>();
  for (const [list, from] of [
    [Config['labels'], labels],
    [Config['env'], variables],
  ] as const)
    for (const name of list?.split(',') ?? []) if (from.has(name)) kept.set(name, from.get(name) ?? '');
  if (Config['tag']) kept.set('tag', tagOf(container, Config['tag']));
  return [...kept]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join(',');
}

/** The tag of each line, its fields filled in. Source: moby daemon/logger/loggerutils/log_tag.go, daemon/logger/loginfo.go. */
function tagOf({ id, name, image, config, path, args }: Container, template: string): string {
  const fields: Readonly<Record<string, string>> = {
    ID: id.slice(0, 12),
    FullID: id,
    Name: name,
    ImageID: image.id.slice(0, 12),
    ImageFullID: image.id,
    ImageName: config.Image,
    Command: [path, ...args].join(' '),
    DaemonName: 'docker',
  };
  return template.replaceAll(/\{\{ *\.(\w+) *\}\}/g, (whole, field: string) => fields[field] ?? whole);
}

/** Go's url.QueryEscape. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+');
}

/** Prints what comes, until the container has ended. */
function* goOn(
  cli: Cli,
  given: Given,
  { container, details, until }: { container: Container; details: string; until: number },
): Task {
  const { daemon } = cli;
  let next = container.logs.length;
  const over = (): boolean => {
    const gone = !daemon.live.has(container.id) && container.state.status !== 'restarting';
    return gone || daemon.now >= until;
  };
  const cancel = Number.isFinite(until) ? daemon.machines.at(until, () => undefined) : undefined;
  for (;;) {
    const last = over();
    takeLog(daemon, container);
    for (; next < container.logs.length; next++) {
      const entry = container.logs[next];
      if (entry && entry.at <= until) print(cli, given, { entry, details });
    }
    if (last) break;
    yield { ready: () => over() || container.logs.length > next };
  }
  cancel?.();
  return 0;
}
