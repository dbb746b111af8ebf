import {
  dict,
  embedded,
  field,
  int,
  optional,
  pointer,
  slice,
  str,
  stringMap,
  struct,
  type Value,
} from '../format/value.ts';
import type { Container, Endpoint } from '../model.ts';
import { flag, list, portMap, text } from './plain.ts';

/** How a container is attached to one network. Source: moby api/types/network/endpoint.go. */
function endpointValue(endpoint: Endpoint): Value {
  const asked = endpoint.ipamConfig;
  return struct(
    'network.EndpointSettings',
    [
      field(
        'IPAMConfig',
        pointer(
          asked &&
            struct(
              'network.EndpointIPAMConfig',
              [
                optional('IPv4Address', str(asked.IPv4Address ?? '')),
                optional('IPv6Address', str(asked.IPv6Address ?? '')),
              ],
              true,
            ),
          '*network.EndpointIPAMConfig',
        ),
      ),
      list('Links', endpoint.links),
      list('Aliases', endpoint.aliases),
      text('MacAddress', endpoint.mac),
      text('NetworkID', endpoint.networkId),
      text('EndpointID', endpoint.endpointId),
      text('Gateway', endpoint.gateway),
      text('IPAddress', endpoint.address),
      field('IPPrefixLen', int(endpoint.prefix, 'int')),
      text('IPv6Gateway', endpoint.gateway6),
      text('GlobalIPv6Address', endpoint.address6),
      field('GlobalIPv6PrefixLen', int(endpoint.prefix6, 'int')),
      field('DriverOpts', stringMap(endpoint.driverOpts)),
      list('DNSNames', endpoint.dnsNames),
    ],
    true,
  );
}

/** The NetworkSettings of a container. The fields of old stand for the default bridge alone. Source: moby api/types/types.go. */
export function networkSettingsValue(container: Container): Value {
  const bridge = [...container.endpoints.values()].find(({ network }) => network === 'bridge');
  const running = container.state.pid > 0;
  const sandbox = running ? container.id.split('').toReversed().join('') : '';
  const endpoints = Object.fromEntries(
    [...container.endpoints.values()].map((endpoint) => [endpoint.network, endpointValue(endpoint)]),
  );
  const base = struct('types.NetworkSettingsBase', [
    text('Bridge', ''),
    text('SandboxID', sandbox),
    text('SandboxKey', running ? `/var/run/docker/netns/${sandbox.slice(0, 12)}` : ''),
    field('Ports', portMap(container.ports)),
    flag('HairpinMode', false),
    text('LinkLocalIPv6Address', ''),
    field('LinkLocalIPv6PrefixLen', int(0, 'int')),
    field('SecondaryIPAddresses', slice(null, '[]network.Address')),
    field('SecondaryIPv6Addresses', slice(null, '[]network.Address')),
  ]);
  const old = struct('types.DefaultNetworkSettings', [
    text('EndpointID', bridge?.endpointId ?? ''),
    text('Gateway', bridge?.gateway ?? ''),
    text('GlobalIPv6Address', bridge?.address6 ?? ''),
    field('GlobalIPv6PrefixLen', int(bridge?.prefix6 ?? 0, 'int')),
    text('IPAddress', bridge?.address ?? ''),
    field('IPPrefixLen', int(bridge?.prefix ?? 0, 'int')),
    text('IPv6Gateway', bridge?.gateway6 ?? ''),
    text('MacAddress', bridge?.mac ?? ''),
  ]);
  return struct(
    'types.NetworkSettings',
    [
      embedded('NetworkSettingsBase', base),
      embedded('DefaultNetworkSettings', old),
      field(
        'Networks',
        dict(endpoints, 'map[string]*network.EndpointSettings', { kind: 'pointer', type: '*network.EndpointSettings' }),
      ),
    ],
    true,
  );
}
