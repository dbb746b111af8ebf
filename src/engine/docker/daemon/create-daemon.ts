import { digestOf } from '../../base/digest.ts';
import type { World } from '../../builder/result.ts';
import type { WritableTree } from '../../files/index.ts';
import type { DockerCommands } from '../cli/commands.ts';
import { createMachines } from '../virtual-time.ts';
import type { Image, Store } from '../model.ts';
import { defaultNetworks } from '../networks/defaults.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Daemon } from './daemon.ts';

/** The cache of every builder that has built nothing: builds of a replay are found by it. */
const COLD: Store['cache'] = { steps: new Map(), mounts: new Map() };

/** Ids that were given, by number: hosts have the same, so that a replay has those of the session. */
const ids: string[] = [];

function idOf(number: number): string {
  return (ids[number] ??= digestOf('id', String(number)).slice('sha256:'.length));
}

/** A fresh engine: no containers, the networks that are always there, the images given. */
export function createDaemon(given: {
  readonly profile: Profile;
  readonly world: World;
  readonly commands: DockerCommands;
  readonly hostTree: WritableTree;
  readonly images: readonly Image[];
}): Daemon {
  const machines = createMachines();
  const rows = new Map<string, number>();
  const next = (row: string, from: number): number => {
    const value = rows.get(row) ?? from;
    rows.set(row, value + 1);
    return value;
  };
  const daemon: Daemon = {
    profile: given.profile,
    world: given.world,
    commands: given.commands,
    hostTree: given.hostTree,
    machines,
    live: new Map(),
    history: [],
    unknown: new Set(),
    store: {
      containers: new Map(),
      images: new Map(given.images.map((image) => [image.id, image])),
      networks: new Map(),
      volumes: new Map(),
      events: [],
      cache: COLD,
      records: new Map(),
    },
    get now() {
      return machines.now;
    },
    newId: () => idOf(next('id', 1)),
    next,
    emit: (event) => void daemon.store.events.push({ at: machines.now, ...event }),
  };
  for (const network of defaultNetworks(daemon)) daemon.store.networks.set(network.id, network);
  return daemon;
}
