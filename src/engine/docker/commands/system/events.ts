import { START, type Task } from '../../../kernel/index.ts';
import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { readMoment } from '../../daemon/wall-clock.ts';
import { checkFilter, readFilters } from '../../format/filters.ts';
import { render, template } from '../../format/template.ts';
import { LONG_FORMAT_FLAG } from '../../inspect/flags.ts';
import { eventLine, eventValue, NO_EVENT, passesFilters } from '../../listing/events.ts';
import type { Event } from '../../model.ts';

/** How many events the daemon remembers. Source: moby daemon/events/events.go eventsLimit. */
const REMEMBERED = 256;

/** How an event is printed, or why the format is none. */
function printerOf(format: string): { readonly line: (event: Event) => string } | { readonly problem: string } {
  if (format === '') return { line: eventLine };
  const parsed = template(format === 'json' ? '{{json .}}' : format);
  if (!parsed.ok) return { problem: parsed.message };
  const { problem } = render(parsed.value, eventValue(NO_EVENT));
  if (problem !== undefined) return { problem };
  return { line: (event) => render(parsed.value, eventValue(event)).text };
}

/** Seconds since 1970, as the client hands a moment on. */
function secondsOf(ms: number): string {
  const seconds = START + ms / 1000;
  return Number.isInteger(seconds) ? String(seconds) : seconds.toFixed(9);
}

function* events(cli: Cli, given: Given): Task {
  const { daemon } = cli;
  const printer = printerOf(given.value('format') ?? '');
  if ('problem' in printer) {
    cli.err(`Error parsing format: ${printer.problem}\n`);
    return 64;
  }
  const moments: (number | undefined)[] = [];
  for (const name of ['since', 'until']) {
    const value = given.value(name);
    const moment = value === undefined || value === '' ? undefined : readMoment(value, daemon.now);
    if (moment && !moment.ok) {
      cli.err(`${moment.message}\n`);
      return 1;
    }
    moments.push(moment?.value);
  }
  const [since, until] = moments;
  // moby api/server/router/system/system_routes.go getEvents
  if (since !== undefined && until !== undefined && until < since)
    return cli.refuse(`\`since\` time (${secondsOf(since)}) cannot be after \`until\` time (${secondsOf(until)})`);
  const values = given.values('filter');
  const filters = readFilters(
    values,
    values.map((value) => value.slice(0, value.indexOf('=')).trim().toLowerCase()),
  );
  const { events: all } = daemon.store;
  const first = since === undefined && until === undefined ? all.length : Math.max(0, all.length - REMEMBERED);
  let next = first;
  const print = (): void => {
    for (; next < all.length; next++) {
      const event = all[next];
      const due = event && event.at >= (since ?? 0) && event.at <= (until ?? Number.POSITIVE_INFINITY);
      if (due && filters.ok && passesFilters(event, filters.value)) cli.out(`${printer.line(event)}\n`);
    }
  };
  print();
  const end = until ?? Number.POSITIVE_INFINITY;
  const cancel = Number.isFinite(end) && end > daemon.now ? daemon.machines.at(end, () => undefined) : undefined;
  while (daemon.now < end) {
    yield { ready: () => next < all.length || daemon.now >= end };
    print();
  }
  cancel?.();
  return 0;
}

const command: DockerCommand = {
  short: 'Get real time events from the server',
  usage: '[OPTIONS]',
  top: ['events'],
  flags: `
  -f, --filter filter   Filter output based on conditions provided
${LONG_FORMAT_FLAG}      --since string    Show all events created since timestamp
      --until string    Stream events until this timestamp
`,
  check: checkFilter,
  example: `
$ docker volume create notes
notes
$ docker events --since 10m --until 0s --filter type=volume --format '{{.Action}} {{.Actor.ID}}'
create notes
`,
  args: [0],
  run: events,
};
export default command;
