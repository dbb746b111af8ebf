import { rfc3339 } from '../../docker/daemon/wall-clock.ts';
import type { Event } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { jsonString } from '../print/json.ts';
import { LABEL } from '../run/labels.ts';

/** Attributes that are not compose's own labels. Source: compose pkg/compose/events.go. */
function attributesOf({ attributes }: Event): [string, string][] {
  return Object.entries(attributes)
    .filter(([key]) => !key.startsWith('com.docker.compose.'))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function plainLine(event: Event): string {
  const time = rfc3339(event.at).replace('T', ' ').slice(0, 26);
  const pairs = attributesOf(event).map(([key, value]) => `${key}=${value}`);
  return `${time} container ${event.action} ${event.id} (${pairs.join(', ')})\n`;
}

function jsonLine(event: Event): string {
  const pairs = attributesOf(event).map(([key, value]) => `${jsonString(key)}:${jsonString(value)}`);
  return `{"action":${jsonString(event.action)},"attributes":{${pairs.join(',')}},"id":${jsonString(event.id)},"service":${jsonString(event.attributes[LABEL.service] ?? '')},"time":${jsonString(rfc3339(event.at))},"type":"container"}\n`;
}

const command: ComposeCommand = {
  short: 'Receive real time events from containers',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run   Execute command in dry run mode
      --json      Output events as a stream of json objects
`,
  *run(cli, given): Task {
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const { events } = cli.daemon.store;
    let next = events.length;
    for (;;) {
      for (; next < events.length; next++) {
        const event = events[next];
        if (event?.type !== 'container' || event.attributes[LABEL.project] !== read.value.name) continue;
        if (given.args.length > 0 && !given.args.includes(event.attributes[LABEL.service] ?? '')) continue;
        cli.out(given.on('json') ? jsonLine(event) : plainLine(event));
      }
      yield { ready: () => events.length > next };
    }
  },
};
export default command;
