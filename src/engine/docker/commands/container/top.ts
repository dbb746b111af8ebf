import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { alignTabs } from '../../format/table.ts';
import { processTable } from '../../limits/process-table.ts';

const command: DockerCommand = {
  short: 'Display the running processes of a container',
  usage: 'CONTAINER [ps OPTIONS]',
  top: ['top'],
  stops: true,
  args: [1, Number.POSITIVE_INFINITY],
  run(cli, given) {
    const [reference = '', ...options] = given.args;
    const { daemon } = cli;
    const found = findContainer(daemon, reference);
    if (!found.ok) return cli.refuse(found.message);
    const container = found.value;
    if (container.state.status === 'restarting')
      return cli.refuse(`Container ${container.id} is restarting, wait until the container is running`);
    const live = daemon.live.get(container.id);
    if (!live) return cli.refuse(`container ${container.id} is not running`);
    const table = processTable(daemon, container, { processes: live.machine.processes.processes(), options });
    if (!table.ok) return cli.refuse(table.message);
    for (const unknown of table.value.unknown) cli.notSimulated(`column ${unknown} of docker top`);
    const text = table.value.rows.map((row) => `${row.join('\t')}\n`).join('');
    cli.out(alignTabs(text, { narrowest: 20, padding: 3 }));
    return 0;
  },
};
export default command;
