import type { Daemon } from '../../daemon/daemon.ts';
import type { Container, Endpoint, Network } from '../../model.ts';
import { contains, readAddress, readPrefix } from '../ipam/address.ts';

/** An endpoint that is attached, with its network. */
export interface Attached {
  readonly container: Container;
  readonly endpoint: Endpoint;
  readonly network: Network;
}

/** What a container is attached to now, in the order in which its devices came up. */
export function attachments(daemon: Daemon, container: Container): Attached[] {
  return [...container.endpoints.values()].flatMap((endpoint) => {
    const network = endpoint.endpointId === '' ? undefined : daemon.store.networks.get(endpoint.networkId);
    return network ? [{ container, endpoint, network }] : [];
  });
}

/**
 * The attachment that leads out: internal ones last, then by name of the network. Source: moby 26.1 libnetwork/sandbox.go
 * (order of endpoints); recorded, net-connect-b.
 */
export function outward(all: readonly Attached[]): Attached | undefined {
  return all
    .filter(({ network }) => !network.internal && network.driver !== 'null' && network.driver !== 'host')
    .toSorted((one, other) => (one.network.name < other.network.name ? -1 : 1))[0];
}

/** Whether an address belongs to one of the blocks of a network. */
export function within(network: Network, address: string): boolean {
  const read = readAddress(address);
  return (
    read !== undefined &&
    (network.pools ?? []).some(({ Subnet }) => {
      const block = readPrefix(Subnet);
      return block !== undefined && contains(block, read);
    })
  );
}

/** Whether an address lies in the host's LAN. */
export function inLan({ profile }: Daemon, address: string): boolean {
  const read = readAddress(address);
  const block = readPrefix(`${profile.lan.address}/${profile.lan.prefix}`);
  return read !== undefined && block !== undefined && contains(block, read);
}

/** Addresses of the host itself: its LAN address and the gateways of bridges. */
export function hostAddresses(daemon: Daemon): string[] {
  const gateways = [...daemon.store.networks.values()]
    .filter(({ driver }) => driver === 'bridge')
    .flatMap(({ pools }) => (pools ?? []).map(({ Gateway }) => Gateway));
  return [daemon.profile.lan.address, ...gateways];
}

/** Everybody attached to a network, with the address of the family asked for. */
export function ownerOf(daemon: Daemon, network: Network, address: string): Attached | undefined {
  for (const container of daemon.store.containers.values())
    for (const endpoint of container.endpoints.values())
      if (
        endpoint.networkId === network.id &&
        endpoint.endpointId !== '' &&
        (endpoint.address === address || endpoint.address6 === address)
      )
        return { container, endpoint, network };
  return undefined;
}
