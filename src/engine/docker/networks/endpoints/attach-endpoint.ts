import type { Daemon, Result } from '../../daemon/daemon.ts';
import { done, refused } from '../../daemon/daemon.ts';
import type { Container, Endpoint, Network } from '../../model.ts';
import { macOf, readAddress } from '../ipam/address.ts';
import { driverOf } from '../driver.ts';
import { attachedTo, findNetwork, tell } from '../find.ts';
import { lease } from '../ipam/leases.ts';
import { namesOf } from './make-endpoints.ts';
import { validateSettings } from './settings.ts';

/**
 * Attaches a container to one of its networks: addresses, names. Refused in the daemon's words, and then nothing is attached.
 * Source: moby 26.1 daemon/container_operations.go connectToNetwork, libnetwork/network.go CreateEndpoint.
 */
export function attachEndpoint(daemon: Daemon, container: Container, endpoint: Endpoint): Result {
  const found = findNetwork(daemon, endpoint.networkId || endpoint.network);
  if (!found.ok) return found;
  const network = found.value;
  if (network.configOnly) return refused('cannot create endpoint on configuration-only network');
  const valid = validateSettings(network.name, network, endpoint);
  if (!valid.ok) return valid;
  if (attachedTo(daemon, network).some((one) => one.container.name === container.name))
    return refused(`endpoint with name ${container.name} already exists in network ${network.name}`);
  const id = daemon.newId();
  const leased = leaseBoth(network, endpoint, id);
  if (!leased.ok) return leased;
  const joined = driverOf(network.driver)?.join?.(daemon, network) ?? done;
  if (!joined.ok) {
    release(network, id);
    clear(endpoint, container);
    return joined;
  }
  endpoint.networkId = network.id;
  endpoint.endpointId = id;
  endpoint.dnsNames = namesOf(container, { aliases: endpoint.aliases, network: network.name });
  const own = readAddress(endpoint.address);
  if (endpoint.mac === '' && own) endpoint.mac = macOf(own);
  tell(daemon, network, { action: 'connect', container: container.id });
  return done;
}

function leaseBoth(network: Network, endpoint: Endpoint, owner: string): Result {
  for (const family of [4, 6] as const) {
    const asked = family === 4 ? endpoint.ipamConfig?.IPv4Address : endpoint.ipamConfig?.IPv6Address;
    const given = lease(network, family, { asked, owner });
    if (!given.ok) {
      release(network, owner);
      return given;
    }
    const { address = '', bits = 0, gateway = '' } = given.value ?? {};
    const shown = network.internal ? '' : gateway;
    if (family === 4) Object.assign(endpoint, { address, prefix: bits, gateway: shown });
    else Object.assign(endpoint, { address6: address, prefix6: bits, gateway6: shown });
  }
  return done;
}

function release(network: Network, owner: string): void {
  for (const [address, who] of network.leases) if (who === owner) network.leases.delete(address);
}

/** Takes a container off a network: its addresses are free again at once. */
export function detachEndpoint(daemon: Daemon, container: Container, endpoint: Endpoint): void {
  if (endpoint.endpointId === '') return;
  const network = daemon.store.networks.get(endpoint.networkId);
  if (network) {
    release(network, endpoint.endpointId);
    tell(daemon, network, { action: 'disconnect', container: container.id });
  }
  clear(endpoint, container);
}

function clear(endpoint: Endpoint, { config }: Container): void {
  const asked = config.MacAddress ?? '';
  Object.assign(endpoint, {
    endpointId: '',
    address: '',
    prefix: 0,
    gateway: '',
    address6: '',
    prefix6: 0,
    gateway6: '',
    mac: asked,
  });
}
