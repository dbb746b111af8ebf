import { unpauseContainer } from '../../docker/daemon/pause.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, ofServices, titleOf } from '../run/containers.ts';

const command: ComposeCommand = {
  short: 'Unpause services',
  usage: '[SERVICE...]',
  flags: `
      --dry-run   Execute command in dry run mode
`,
  run(cli, given) {
    const read = projectOrName(cli, given.args);
    if (!read.ok) return cli.fail(read);
    let status = 0;
    for (const one of ofServices(containersOf(cli.daemon, read.value.name), given.args)) {
      const done = unpauseContainer(cli.daemon, one);
      if (done.ok) cli.progress(titleOf(one), 'Unpaused');
      else status = cli.refuse(done.message);
    }
    return status;
  },
};
export default command;
