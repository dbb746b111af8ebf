import type { EndpointRequest } from '../../daemon/containers/endpoint-request.ts';
import type { Daemon, Result } from '../../daemon/daemon.ts';
import { done, findContainer, refused } from '../../daemon/daemon.ts';
import type { Container, Endpoint } from '../../model.ts';
import { validateSettings } from './settings.ts';
import { findNetwork, isUserDefined } from '../find.ts';
import { modeProblem } from './network-mode.ts';

/** Notes what a new container asks of its networks, as far as it can be refused before the start. */
export function makeEndpoints(daemon: Daemon, container: Container, asked: readonly EndpointRequest[]): Result {
  const { hostConfig } = container;
  if (hostConfig.NetworkMode === 'default' || hostConfig.NetworkMode === '') hostConfig.NetworkMode = 'bridge';
  const mode = hostConfig.NetworkMode;
  const problem = modeProblem(container);
  if (problem !== undefined) return refused(problem);
  const requests = asked.length > 0 ? asked : [{ network: mode }];
  for (const request of requests) {
    const name = request.network === 'default' || request.network === '' ? 'bridge' : request.network;
    const found = findNetwork(daemon, name);
    const network = found.ok ? found.value : undefined;
    const valid = validateSettings(name, network, request);
    if (!valid.ok) return refused(`invalid config for network ${name}: ${valid.message}`);
    if (mode.startsWith('container:')) continue;
    const key = network?.name ?? name;
    container.endpoints.set(key, endpointOf(container, { ...request, network: key }));
  }
  return linksOf(daemon, container);
}

/** An endpoint that is not attached. */
export function endpointOf(container: Container, request: EndpointRequest): Endpoint {
  const aliases = request.aliases && request.aliases.length > 0 ? [...request.aliases] : null;
  return {
    network: request.network,
    networkId: '',
    ipamConfig: request.ipamConfig ?? null,
    aliases,
    links: request.links ?? null,
    driverOpts: request.driverOpts ?? null,
    endpointId: '',
    address: '',
    prefix: 0,
    gateway: '',
    address6: '',
    prefix6: 0,
    gateway6: '',
    mac: request.mac ?? container.config.MacAddress ?? '',
    dnsNames: null,
  };
}

/** Names that the embedded DNS answers for: name, aliases, short id, hostname. Source: moby daemon/container_operations.go buildEndpointDNSNames. */
export function namesOf(container: Container, endpoint: Pick<Endpoint, 'aliases' | 'network'>): string[] | null {
  if (!isUserDefined(endpoint.network)) return null;
  const names = [
    container.name,
    ...(endpoint.aliases ?? []),
    container.id.slice(0, 12),
    container.config.Hostname || container.id.slice(0, 12),
  ];
  return [...new Set(names)];
}

/** `--link` on the default bridge: the other one must be there. Source: moby daemon/daemon_unix.go registerLinks. */
function linksOf(daemon: Daemon, { hostConfig }: Container): Result {
  if (isUserDefined(hostConfig.NetworkMode)) return done;
  for (const link of hostConfig.Links ?? []) {
    const [name = ''] = link.split(':');
    const found = findContainer(daemon, name);
    if (!found.ok) return refused(`could not get container for ${name}: ${found.message}`);
    if (found.value.hostConfig.NetworkMode === 'host')
      return refused(
        `conflicting options: host type networking can't be used with links. This would result in undefined behavior`,
      );
  }
  return done;
}
