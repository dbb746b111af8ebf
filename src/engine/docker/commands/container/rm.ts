import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { removeContainer } from '../../daemon/remove.ts';

const command: DockerCommand = {
  short: 'Remove one or more containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  aliases: ['remove'],
  top: ['rm'],
  flags: `
  -f, --force     Force the removal of a running container (uses SIGKILL)
  -l, --link      Remove the specified link
  -v, --volumes   Remove anonymous volumes associated with the container
`,
  args: [1, Number.POSITIVE_INFINITY],
  run(cli, given) {
    let status = 0;
    for (const reference of given.args) {
      const found = findContainer(cli.daemon, reference);
      const removed = found.ok
        ? removeContainer(cli.daemon, found.value, { force: given.on('force'), volumes: given.on('volumes') })
        : found;
      if (removed.ok) cli.out(`${reference}\n`);
      else {
        // the daemon answers 404, which force lets pass
        cli.refuse(removed.message);
        if (!given.on('force') || found.ok) status = 1;
      }
    }
    return status;
  },
};
export default command;
