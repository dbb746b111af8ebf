import type { Daemon, Result } from '../daemon/daemon.ts';
import { done } from '../daemon/daemon.ts';
import type { Container } from '../model.ts';

/** Connects a container that starts to its networks: addresses, names, published ports. Fails in the daemon's words. */
export function attachNetworks(_daemon: Daemon, _container: Container): Result {
  return done;
}

/** Gives back what `attachNetworks` took, when the container has ended. */
export function detachNetworks(_daemon: Daemon, _container: Container): void {}
