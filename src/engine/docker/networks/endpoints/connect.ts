import type { EndpointRequest } from '../../daemon/containers/endpoint-request.ts';
import type { Daemon, Result } from '../../daemon/daemon.ts';
import { done, refused } from '../../daemon/daemon.ts';
import type { Container, Network } from '../../model.ts';
import { publishAgain } from './attach.ts';
import { attachEndpoint } from './attach-endpoint.ts';
import { validateSettings } from './settings.ts';
import { writeFiles } from '../names/container-files.ts';
import { findNetwork } from '../find.ts';
import { endpointOf } from './make-endpoints.ts';

/** Said when somebody else's namespace is shared. */
const SHARED =
  'container sharing network namespace with another container or host cannot be connected to any other network';

/** Connects a container to a further network, at once when it runs. Source: moby 26.1 daemon/container_operations.go ConnectToNetwork. */
export function connectNetwork(daemon: Daemon, container: Container, request: EndpointRequest): Result {
  const found = findNetwork(daemon, request.network);
  const running = daemon.live.has(container.id);
  if (running && container.hostConfig.NetworkMode.startsWith('container:')) return refused(SHARED);
  if (!found.ok) {
    if (running) return found;
    container.endpoints.set(request.network, endpointOf(container, request));
    return done;
  }
  const network = found.value;
  const valid = validateSettings(network.name, network, request);
  if (!valid.ok) return valid;
  const conflict = conflictOf(daemon, container, network);
  if (conflict !== undefined) return refused(conflict);
  const known = container.endpoints.get(network.name);
  if (known && known.endpointId !== '')
    return refused(`endpoint with name ${container.name} already exists in network ${network.name}`);
  const endpoint = endpointOf(container, { mac: '', ...request, network: network.name });
  if (!running) {
    // what was asked for first stays
    if (known) return done;
    container.endpoints.set(network.name, { ...endpoint, networkId: network.id });
    return done;
  }
  const attached = attachEndpoint(daemon, container, endpoint);
  if (!attached.ok) return attached;
  container.endpoints.set(network.name, endpoint);
  writeFiles(daemon, container);
  return Object.keys(container.ports).length > 0 ? done : publishAgain(daemon, container);
}

function conflictOf(daemon: Daemon, container: Container, network: Network): string | undefined {
  if (container.hostConfig.NetworkMode !== 'host' && network.driver === 'host')
    return 'container cannot be disconnected from host network or connected to host network';
  for (const name of container.endpoints.keys()) {
    const other = findNetwork(daemon, name);
    if (!other.ok) continue;
    if (other.value.id === network.id) return undefined;
    if (other.value.driver === 'host') return SHARED;
    if (other.value.name === 'none' || network.name === 'none')
      return 'container cannot be connected to multiple networks with one of the networks in private (none) mode';
  }
  return undefined;
}
