import type { Daemon, Result } from '../../daemon/daemon.ts';
import { done, refused } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { publishAgain } from './attach.ts';
import { detachEndpoint } from './attach-endpoint.ts';
import { writeHosts } from '../names/container-files.ts';
import { findNetwork, tell } from '../find.ts';

/** Takes a container off a network, at once when it runs. Source: moby 26.1 daemon/container_operations.go DisconnectFromNetwork. */
export function disconnectNetwork(
  daemon: Daemon,
  container: Container,
  what: { readonly network: string; readonly force: boolean },
): Result {
  const found = findNetwork(daemon, what.network);
  const running = daemon.live.has(container.id);
  if (!found.ok && running && !what.force) return found;
  const name = found.ok ? found.value.name : what.network;
  const endpoint = container.endpoints.get(name);
  if (!running || !found.ok) {
    if (!endpoint) return refused(`container ${container.id} is not connected to the network ${name}`);
    container.endpoints.delete(name);
    if (found.ok) tell(daemon, found.value, { action: 'disconnect', container: container.id });
    return done;
  }
  if (container.hostConfig.NetworkMode === 'host' && found.value.driver === 'host')
    return refused('container cannot be disconnected from host network or connected to host network');
  if (!endpoint || endpoint.endpointId === '')
    return refused(`container ${container.id} is not connected to network ${name}`);
  detachEndpoint(daemon, container, endpoint);
  container.endpoints.delete(name);
  writeHosts(daemon, container);
  return publishAgain(daemon, container);
}
