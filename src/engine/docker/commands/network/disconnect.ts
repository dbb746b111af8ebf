import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { disconnectNetwork } from '../../networks/endpoints/disconnect.ts';
import { findNetwork } from '../../networks/find.ts';

const command: DockerCommand = {
  short: 'Disconnect a container from a network',
  usage: '[OPTIONS] NETWORK CONTAINER',
  flags: `
  -f, --force   Force the container to disconnect from a network
`,
  args: [2],
  run(cli, given) {
    const [network = '', reference = ''] = given.args;
    const found = findContainer(cli.daemon, reference);
    if (!found.ok) {
      // by force the daemon looks for the endpoint of that name. Source: moby daemon/container_operations.go ForceEndpointDelete
      const place = given.on('force') ? findNetwork(cli.daemon, network) : found;
      return cli.refuse(place.ok ? `endpoint ${reference} not found` : place.message);
    }
    const done = disconnectNetwork(cli.daemon, found.value, { network, force: given.on('force') });
    return done.ok ? 0 : cli.refuse(done.message);
  },
};
export default command;
