import { refused, type Daemon, type Result } from '../daemon/daemon.ts';
import { readMoment } from '../daemon/wall-clock.ts';
import type { Network } from '../model.ts';
import { removeNetwork, unusedNetworks } from './remove.ts';

/**
 * Removes all networks that somebody made and nobody is attached to; answers their names. Filters: `label`, `label!`, `until`.
 * Source: moby daemon/prune.go NetworksPrune; recorded, net-prune-b.
 */
export function pruneNetworks(daemon: Daemon, filters: readonly string[]): Result<string[]> {
  const tests: ((network: Network) => boolean)[] = [];
  for (const filter of filters) {
    const at = filter.indexOf('=');
    const key = filter.slice(0, at).trim().toLowerCase();
    const value = filter.slice(at + 1).trim();
    if (key === 'label') tests.push((network) => hasLabel(network, value));
    else if (key === 'label!') tests.push((network) => !hasLabel(network, value));
    else if (key === 'until') {
      const until = readMoment(value, daemon.now);
      if (!until.ok) return until;
      tests.push(({ created }) => created <= until.value);
    } else return refused(`invalid filter '${key}'`);
  }
  const names: string[] = [];
  for (const network of unusedNetworks(daemon))
    if (tests.every((test) => test(network)) && removeNetwork(daemon, network).ok) names.push(network.name);
  return { ok: true, value: names };
}

function hasLabel({ labels }: Network, wanted: string): boolean {
  const at = wanted.indexOf('=');
  return at < 0 ? Object.hasOwn(labels, wanted) : labels[wanted.slice(0, at)] === wanted.slice(at + 1);
}
