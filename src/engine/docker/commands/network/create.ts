import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { createNetwork } from '../../networks/create.ts';
import { commaList, pairs } from '../../networks/flags/key-values.ts';
import { readIpam } from '../../networks/ipam/read-flags.ts';

const command: DockerCommand = {
  short: 'Create a network',
  usage: '[OPTIONS] NETWORK',
  flags: `
      --attachable           Enable manual container attachment
      --aux-address map      Auxiliary IPv4 or IPv6 addresses used by
                             Network driver (default map[])
      --config-from string   The network from which to copy the configuration
      --config-only          Create a configuration only network
  -d, --driver string        Driver to manage the Network (default "bridge")
      --gateway strings      IPv4 or IPv6 Gateway for the master subnet
      --ingress              Create swarm routing-mesh network
      --internal             Restrict external access to the network
      --ip-range strings     Allocate container ip from a sub-range
      --ipam-driver string   IP Address Management Driver (default "default")
      --ipam-opt map         Set IPAM driver specific options (default map[])
      --ipv6                 Enable IPv6 networking
      --label list           Set metadata on a network
  -o, --opt map              Set driver specific options (default map[])
      --scope string         Control the network's scope
      --subnet strings       Subnet in CIDR format that represents a
                             network segment
`,
  args: [1],
  check: ({ name }, value) =>
    name === 'label' && /^\s*(?:=|$)/.test(value) ? `invalid label '${value}': empty name` : undefined,
  *run(cli, given): Task {
    const ipam = readIpam({
      subnets: commaList(given.values('subnet')),
      ranges: commaList(given.values('ip-range')),
      gateways: commaList(given.values('gateway')),
      aux: pairs(given.values('aux-address')),
    });
    if (!ipam.ok) {
      cli.err(`${ipam.message}\n`);
      return 1;
    }
    const made = createNetwork(cli.daemon, {
      name: given.args[0] ?? '',
      driver: given.value('driver') ?? 'bridge',
      enableIPv6: given.on('ipv6'),
      internal: given.on('internal'),
      attachable: given.on('attachable'),
      ingress: given.on('ingress'),
      scope: given.value('scope') ?? '',
      ipamDriver: given.value('ipam-driver') ?? 'default',
      ipamOptions: pairs(given.values('ipam-opt')),
      pools: ipam.value,
      options: pairs(given.values('opt')),
      labels: pairs(given.values('label')),
      configOnly: given.on('config-only'),
      configFrom: given.value('config-from') ?? '',
    });
    if (made.ok) {
      yield* cli.process.sleep(60);
      cli.out(`${made.value.id}\n`);
      return 0;
    }
    if (made.after !== undefined) yield* cli.process.sleep(made.after);
    return cli.refuse(made.message);
  },
};
export default command;
