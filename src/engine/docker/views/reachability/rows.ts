import type { Daemon } from '../../daemon/daemon.ts';
import { senderOf } from '../../networks/packets/reachability.ts';
import type { Sender } from '../../networks/packets/route.ts';

/** Who asks. */
export interface ReachRow {
  /** `host`, or the id of a container. */
  readonly key: string;
  readonly name: string;
  readonly runs: boolean;
}

/** The host, then the containers, oldest first. */
export function rowsOf({ store, live }: Daemon): ReachRow[] {
  return [
    { key: 'host', name: 'host', runs: true },
    ...[...store.containers.values()].map(({ id, name }) => ({ key: id, name, runs: live.has(id) })),
  ];
}

/** Whose network a row uses: its own, that of another container, or the host's. */
export function networkOwner(daemon: Daemon, key: string): Sender {
  const container = daemon.store.containers.get(key);
  const owner = container ? senderOf(daemon, container) : 'host';
  return owner !== 'host' && owner.hostConfig.NetworkMode === 'host' ? 'host' : owner;
}
