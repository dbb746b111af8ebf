import type { Daemon, Result } from '../../daemon/daemon.ts';
import { done, findContainer, refused } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { attachEndpoint, detachEndpoint } from './attach-endpoint.ts';
import { makeFiles } from '../names/container-files.ts';
import { attachments, outward } from './attached.ts';
import { publishPorts } from '../ports/publish.ts';
import { namespaceOf, newNamespace, sandboxesOf } from '../packets/sandbox.ts';

/** Connects a container that starts to its networks: addresses, names, published ports. Fails in the daemon's words. */
export function attachNetworks(daemon: Daemon, container: Container): Result {
  const mode = container.hostConfig.NetworkMode;
  if (mode.startsWith('container:')) return share(daemon, container, mode.slice('container:'.length));
  const links = runningLinks(daemon, container);
  if (!links.ok) return links;
  const { own } = sandboxesOf(daemon);
  // the default bridge comes first
  const endpoints = [...container.endpoints.values()].toSorted(
    (one, other) => Number(other.network === 'bridge') - Number(one.network === 'bridge'),
  );
  for (const endpoint of endpoints) {
    const attached = attachEndpoint(daemon, container, endpoint);
    if (attached.ok) continue;
    detachNetworks(daemon, container);
    return attached;
  }
  if (mode !== 'host') own.set(container.id, newNamespace(daemon, container));
  const published = publishAgain(daemon, container);
  if (!published.ok) {
    detachNetworks(daemon, container);
    return published;
  }
  makeFiles(daemon, container);
  return done;
}

/** Publishes the ports of a container over the network that leads out now; without one nothing is published. */
export function publishAgain(daemon: Daemon, container: Container): Result {
  const out = outward(attachments(daemon, container));
  container.ports = {};
  return out?.network.driver === 'bridge' ? publishPorts(daemon, container, out.endpoint) : done;
}

/** Gives back what `attachNetworks` took, when the container has ended. */
export function detachNetworks(daemon: Daemon, container: Container): void {
  sandboxesOf(daemon).own.delete(container.id);
  for (const endpoint of container.endpoints.values()) detachEndpoint(daemon, container, endpoint);
  container.ports = {};
}

/** `--network container:NAME`. Source: moby daemon/container_operations_unix.go getNetworkedContainer; recorded, net-modes. */
function share(daemon: Daemon, container: Container, reference: string): Result {
  const found = findContainer(daemon, reference);
  if (!found.ok) return found;
  const other = found.value;
  if (other === container) return refused('cannot join own network');
  if (other.state.status === 'restarting')
    return refused(`Container ${other.id} is restarting, wait until the container is running`);
  const namespace = daemon.live.has(other.id) ? namespaceOf(daemon, other) : undefined;
  if (!namespace) return refused(`cannot join network of a non running container: ${other.id}`);
  sandboxesOf(daemon).own.set(container.id, namespace);
  container.config.Hostname = other.config.Hostname;
  container.config.Domainname = other.config.Domainname;
  makeFiles(daemon, container, other);
  return done;
}

/** Containers that it links to on the default bridge have to run. Source: moby daemon/links.go, container_operations_unix.go setupLinkedContainers. */
function runningLinks(daemon: Daemon, container: Container): Result {
  for (const link of container.endpoints.has('bridge') ? (container.hostConfig.Links ?? []) : []) {
    const [name = '', alias = name] = link.split(':');
    const found = findContainer(daemon, name);
    if (!found.ok) return found;
    if (!daemon.live.has(found.value.id))
      return refused(`Cannot link to a non running container: /${found.value.name} AS /${container.name}/${alias}`);
    if (!found.value.endpoints.get('bridge')?.endpointId)
      return refused(`Cannot link to /${found.value.name}, as it does not belong to the default network`);
  }
  return done;
}
