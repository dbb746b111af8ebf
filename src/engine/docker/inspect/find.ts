import { findContainer, type Daemon } from '../daemon/daemon.ts';
import { findImage } from '../daemon/find-image.ts';
import { missingImage } from '../images/missing-image.ts';
import type { Container } from '../model.ts';
import { findNetwork } from '../networks/find.ts';
import { containerValue } from './container.ts';
import { imageValue } from './image.ts';
import { networkValue } from './network.ts';
import type { Found } from './print.ts';
import { containerSizes } from './sizes.ts';
import { volumeValue } from './volume.ts';

function daemonSays(message: string): Found {
  return { ok: false, message: `Error response from daemon: ${message}` };
}

function nothing(kind: string): Found {
  return { ok: false, message: `Error: No such ${kind}: ` };
}

function valueOf(container: Container, sized: boolean): Found {
  return { ok: true, value: containerValue(container, sized ? containerSizes(container) : undefined) };
}

/** A container for `inspect`; `sized` with the bytes it takes. */
export function inspectContainer(daemon: Daemon, reference: string, sized: boolean): Found {
  if (reference === '') return nothing('container');
  const found = findContainer(daemon, reference);
  return found.ok ? valueOf(found.value, sized) : daemonSays(found.message);
}

/** An image for `inspect`. */
export function inspectImage(daemon: Daemon, reference: string): Found {
  if (reference === '') return nothing('image');
  const image = findImage(daemon, reference);
  return image ? { ok: true, value: imageValue(image) } : daemonSays(missingImage(reference));
}

/** A network for `inspect`. */
export function inspectNetwork(daemon: Daemon, reference: string): Found {
  if (reference === '') return nothing('network');
  const found = findNetwork(daemon, reference);
  return found.ok
    ? { ok: true, value: networkValue(found.value, daemon.store.containers.values()) }
    : daemonSays(found.message);
}

/** A volume for `inspect`. */
export function inspectVolume(daemon: Daemon, reference: string): Found {
  if (reference === '') return nothing('volume');
  const volume = daemon.store.volumes.get(reference);
  return volume ? { ok: true, value: volumeValue(volume) } : daemonSays(`get ${reference}: no such volume`);
}

/** Whatever has that name or id: a container first, then an image, a network, a volume. Source: docker/cli system/inspect.go. */
export function inspectAny(daemon: Daemon, reference: string, sized: boolean): Found {
  const finders = [
    () => inspectContainer(daemon, reference, sized),
    () => inspectImage(daemon, reference),
    () => inspectNetwork(daemon, reference),
    () => inspectVolume(daemon, reference),
  ];
  for (const find of finders) {
    const found = find();
    if (found.ok) return found;
  }
  return { ok: false, message: `Error: No such object: ${reference}` };
}

/** Objects that a host without a swarm and without plug-ins does not have. */
export function refuseKind(kind: string, reference: string): Found {
  return daemonSays(
    kind === 'plugin'
      ? `plugin ${JSON.stringify(reference)} not found`
      : 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
  );
}
