import type { DockerCommand } from '../../cli/command.ts';
import { findContainer, type Daemon, type Result } from '../../daemon/daemon.ts';
import { removeContainer } from '../../daemon/containers/remove.ts';
import type { Given } from '../../cli/flags.ts';

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
    const refusals: string[] = [];
    for (const reference of given.args) {
      const name = reference.replace(/^\/+|\/+$/g, '');
      if (name === '') {
        refusals.push('Container name cannot be empty\n');
        status = 1;
        continue;
      }
      const found = findContainer(cli.daemon, name);
      const removed = found.ok ? remove(cli.daemon, given, name) : found;
      if (removed.ok) {
        cli.out(`${name}\n`);
        continue;
      }
      refusals.push(`Error response from daemon: ${removed.message}\n`);
      // the daemon answers 404, which force lets pass
      if (!given.on('force') || found.ok) status = 1;
    }
    cli.err(refusals.join(''));
    return status;
  },
};
export default command;

function remove(daemon: Daemon, given: Given, name: string): Result {
  const found = findContainer(daemon, name);
  if (!found.ok) return found;
  if (given.on('link')) return { ok: false, message: 'Conflict, cannot remove the default link name of the container' };
  return removeContainer(daemon, found.value, { force: given.on('force'), volumes: given.on('volumes') });
}
