import { done, refused, type Result } from '../../daemon/daemon.ts';
import type { Endpoint, Network } from '../../model.ts';
import { contains, readAddress, readPrefix } from '../ipam/address.ts';
import { isUserDefined } from '../find.ts';
import { joined } from '../ipam/validate.ts';

/** What is looked at before a container is attached to a network. */
export type Settings = Partial<Pick<Endpoint, 'ipamConfig' | 'aliases'>> & { readonly linkLocal?: readonly string[] };

/**
 * Refuses settings that a network cannot take, all problems at once. `network` is undefined when nobody knows it yet. Source: moby
 * 26.1 daemon/container_operations.go validateEndpointSettings, api/types/network/endpoint.go; recorded, net-static-ip.
 */
export function validateSettings(name: string, network: Network | undefined, settings: Settings): Result {
  const { IPv4Address: four, IPv6Address: six } = settings.ipamConfig ?? {};
  const problems: string[] = [];
  if (!isUserDefined(name)) {
    if (four || six) problems.push('user specified IP address is supported on user defined networks only');
    if ((settings.aliases ?? []).length > 0)
      problems.push('network-scoped alias is supported only for containers in user defined networks');
  }
  if (four && readAddress(four)?.family !== 4) problems.push(`invalid IPv4 address: ${four}`);
  if (six && readAddress(six)?.family !== 6) problems.push(`invalid IPv6 address: ${six}`);
  for (const local of settings.linkLocal ?? [])
    if (!readAddress(local)) problems.push(`invalid link-local IP address: ${local}`);
  if (network)
    for (const [address, family] of [
      [four, 4],
      [six, 6],
    ] as const) {
      const why = address ? outside(network, address, family) : undefined;
      if (why !== undefined) problems.push(why);
    }
  return problems.length === 0 ? done : refused(`invalid endpoint settings:\n${joined(problems)}`);
}

function outside(network: Network, text: string, family: 4 | 6): string | undefined {
  const address = readAddress(text);
  const blocks = (network.pools ?? [])
    .filter(({ Subnet, given }) => given && Subnet.includes(':') === (family === 6))
    .flatMap(({ Subnet }) => readPrefix(Subnet) ?? []);
  if (blocks.length === 0)
    return 'user specified IP address is supported only when connecting to networks with user configured subnets';
  if (address && blocks.some((block) => contains(block, address))) return undefined;
  return `no configured subnet or ip-range contain the IP address ${text}`;
}
