import type { Daemon, Result } from '../daemon/daemon.ts';
import { refused } from '../daemon/daemon.ts';
import type { Container, Endpoint, Network } from '../model.ts';

/** The network of a name, an id or the beginning of one. Source: moby daemon/network.go FindNetwork. */
export function findNetwork(daemon: Daemon, reference: string): Result<Network> {
  const { networks } = daemon.store;
  const all = [...networks.values()];
  const exact = networks.get(reference) ?? all.find(({ name }) => name === reference);
  if (exact) return { ok: true, value: exact };
  const begins = reference === '' ? [] : all.filter(({ id }) => id.startsWith(reference));
  const [one] = begins;
  if (one && begins.length === 1) return { ok: true, value: one };
  if (one) return refused(`network ${reference} is ambiguous (${begins.length} matches found based on ID prefix)`);
  return refused(`network ${reference} not found`);
}

/** Who is attached to a network now: running containers with their endpoints. */
export function attachedTo(daemon: Daemon, network: Network): { container: Container; endpoint: Endpoint }[] {
  return [...daemon.store.containers.values()].flatMap((container) =>
    [...container.endpoints.values()].flatMap((endpoint) =>
      endpoint.networkId === network.id && endpoint.endpointId !== '' ? [{ container, endpoint }] : [],
    ),
  );
}

/** `bridge`, `host`, `none` and `default`, as the daemon's messages call them. Source: moby runconfig IsPreDefinedNetwork. */
export function isPredefined(name: string): boolean {
  return name === 'bridge' || name === 'host' || name === 'none' || name === 'default';
}

/** Whether a network mode is a network that somebody made. Source: moby api/types/container NetworkMode.IsUserDefined. */
export function isUserDefined(mode: string): boolean {
  return mode !== '' && !isPredefined(mode) && mode !== 'container' && !mode.startsWith('container:');
}

/** Event of a network; `container` for connect and disconnect. */
export function tell(daemon: Daemon, network: Network, what: { action: string; container?: string }): void {
  daemon.emit({
    type: 'network',
    action: what.action,
    id: network.id,
    attributes: {
      ...(what.container === undefined ? {} : { container: what.container }),
      name: network.name,
      type: network.driver,
    },
  });
}
