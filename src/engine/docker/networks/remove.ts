import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { Network } from '../model.ts';
import { isFree } from './config-network.ts';
import { attachedTo, isPredefined, tell } from './find.ts';

/** Removes a network that nobody is attached to. Source: moby daemon/network.go deleteNetwork; recorded, net-seed-custom. */
export function removeNetwork(daemon: Daemon, network: Network): Result {
  if (isPredefined(network.name)) return refused(`${network.name} is a pre-defined network and cannot be removed`);
  if (attachedTo(daemon, network).length > 0)
    return refused(`error while removing network: network ${network.name} id ${network.id} has active endpoints`);
  const free = isFree(daemon, network);
  if (!free.ok) return free;
  daemon.store.networks.delete(network.id);
  tell(daemon, network, { action: 'destroy' });
  return done;
}

/** Networks that somebody made for containers, and none is attached to now. */
export function unusedNetworks(daemon: Daemon): Network[] {
  return [...daemon.store.networks.values()].filter(
    (network) => !isPredefined(network.name) && !network.configOnly && attachedTo(daemon, network).length === 0,
  );
}
