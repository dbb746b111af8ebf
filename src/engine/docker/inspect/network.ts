import { goTime, rfc3339 } from '../format/times.ts';
import { dict, field, optional, slice, str, stringMap, struct, type Value } from '../format/value.ts';
import type { Container, IpamPool, Network } from '../model.ts';
import { flag, text } from './plain.ts';

function poolValue(pool: IpamPool): Value {
  return struct('network.IPAMConfig', [
    optional('Subnet', str(pool.Subnet)),
    optional('IPRange', str(pool.IPRange ?? '')),
    optional('Gateway', str(pool.Gateway ?? '')),
    optional('AuxAddress', stringMap(pool.AuxiliaryAddresses), 'AuxiliaryAddresses'),
  ]);
}

function attachedValue({ id, name, endpoints }: Container, network: Network): [string, Value][] {
  const endpoint = [...endpoints.values()].find(({ networkId }) => networkId === network.id);
  if (!endpoint || endpoint.endpointId === '') return [];
  const value = struct('types.EndpointResource', [
    text('Name', name),
    text('EndpointID', endpoint.endpointId),
    text('MacAddress', endpoint.mac),
    text('IPv4Address', endpoint.address === '' ? '' : `${endpoint.address}/${endpoint.prefix}`),
    text('IPv6Address', endpoint.address6 === '' ? '' : `${endpoint.address6}/${endpoint.prefix6}`),
  ]);
  return [[id, value]];
}

/** What `docker network inspect` shows; `containers` are those of the host. Source: moby api/types/types.go NetworkResource. */
export function networkValue(network: Network, containers: Iterable<Container>): Value {
  const { ipam } = network;
  const attached = [...containers].flatMap((container) => attachedValue(container, network));
  // only networks without addresses have none at all
  const pools =
    ipam.Config.length === 0 && (network.configOnly || ipam.Options === null) ? null : ipam.Config.map(poolValue);
  return struct('types.NetworkResource', [
    text('Name', network.name),
    text('ID', network.id, 'Id'),
    field('Created', { ...str(rfc3339(network.created), 'time.Time'), shown: goTime(network.created, true) }),
    text('Scope', network.scope),
    text('Driver', network.driver),
    flag('EnableIPv6', network.enableIPv6),
    field(
      'IPAM',
      struct('network.IPAM', [
        text('Driver', ipam.Driver),
        field('Options', stringMap(ipam.Options)),
        field('Config', slice(pools, '[]network.IPAMConfig')),
      ]),
    ),
    flag('Internal', network.internal),
    flag('Attachable', network.attachable),
    flag('Ingress', network.ingress),
    field('ConfigFrom', struct('network.ConfigReference', [text('Network', network.configFrom ?? '')])),
    flag('ConfigOnly', network.configOnly ?? false),
    field('Containers', dict(Object.fromEntries(attached), 'map[string]types.EndpointResource')),
    field('Options', stringMap(network.options)),
    field('Labels', stringMap(network.labels)),
    optional('Peers', slice(null, '[]network.PeerInfo')),
    optional('Services', dict(null, 'map[string]network.ServiceInfo')),
  ]);
}
