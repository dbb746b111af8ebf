import type { Task } from '../../../shell/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { stopContainer } from '../../daemon/stop.ts';

const command: DockerCommand = {
  short: 'Stop one or more running containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  top: ['stop'],
  flags: `
  -s, --signal string   Signal to send to the container
  -t, --time int        Seconds to wait before killing the container
`,
  args: [1, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    let status = 0;
    const signal = given.value('signal');
    const time = given.value('time');
    for (const reference of given.args) {
      const found = findContainer(cli.daemon, reference);
      if (!found.ok) {
        status = cli.refuse(found.message);
        continue;
      }
      yield* stopContainer(cli.daemon, found.value, {
        ...(signal === undefined ? {} : { signal }),
        ...(time === undefined ? {} : { grace: Number(time) }),
      });
      cli.out(`${reference}\n`);
    }
    return status;
  },
};
export default command;
