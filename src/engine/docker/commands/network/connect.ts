import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { connectNetwork } from '../../networks/endpoints/connect.ts';
import { commaList, pairs } from '../../networks/flags/key-values.ts';
import { checkNetworkFlag } from '../../networks/flags/read-flags.ts';

const command: DockerCommand = {
  short: 'Connect a container to a network',
  usage: '[OPTIONS] NETWORK CONTAINER',
  flags: `
      --alias strings           Add network-scoped alias for the container
      --driver-opt strings      driver options for the network
      --ip string               IPv4 address (e.g., "172.30.100.104")
      --ip6 string              IPv6 address (e.g., "2001:db8::33")
      --link list               Add link to another container
      --link-local-ip strings   Add a link-local address for the container
`,
  args: [2],
  check: (flag, value) => (flag.name === 'link' ? checkNetworkFlag(flag, value) : undefined),
  run(cli, given) {
    const [network = '', reference = ''] = given.args;
    const options = commaList(given.values('driver-opt'));
    if (options.some((one) => !/^[^=]+=/.test(one))) {
      cli.err('invalid key/value pair format in driver options\n');
      return 1;
    }
    const found = findContainer(cli.daemon, reference);
    if (!found.ok) return cli.refuse(found.message);
    const IPv4Address = given.value('ip');
    const IPv6Address = given.value('ip6');
    const connected = connectNetwork(cli.daemon, found.value, {
      network,
      aliases: commaList(given.values('alias')),
      links: given.has('link') ? [...given.values('link')] : null,
      driverOpts: options.length > 0 ? pairs(options) : null,
      ipamConfig: {
        ...(IPv4Address ? { IPv4Address } : {}),
        ...(IPv6Address ? { IPv6Address } : {}),
      },
      linkLocal: commaList(given.values('link-local-ip')),
    });
    return connected.ok ? 0 : cli.refuse(connected.message);
  },
};
export default command;
