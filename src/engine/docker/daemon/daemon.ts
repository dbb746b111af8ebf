import type { World } from '../../builder/result.ts';
import type { WritableTree } from '../../files/index.ts';
import type { Session, StandardInput } from '../../kernel/index.ts';
import type { DockerCommands } from '../cli/commands.ts';
import type { Machine, Machines } from '../virtual-time.ts';
import type { Container, Event, Store } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Run } from './history.ts';

/** The engine of one host: what it keeps, what runs, and the time. Operations on it are functions of this folder. */
export interface Daemon {
  readonly profile: Profile;
  readonly world: World;
  /** Commands of the client on its host. */
  readonly commands: DockerCommands;
  readonly store: Store;
  readonly machines: Machines;
  /** The host's own files: sources of bind mounts, the workspace. */
  readonly hostTree: WritableTree;
  /** Containers that run, by id. */
  readonly live: Map<string, Live>;
  /** What became of containers that were started, oldest first; see history.ts. */
  readonly history: Run[];
  /** What containers that have ended met that is not simulated, as short noun phrases. */
  readonly unknown: Set<string>;
  /** Virtual ms. */
  readonly now: number;
  /** A fresh id: 64 hexadecimal digits, the same in each replay. */
  newId(): string;
  /** The next of a row of numbers (pids, ports), beginning with `from`. */
  next(row: string, from: number): number;
  emit(event: Omit<Event, 'at'>): void;
}

/** A container that runs. */
export interface Live {
  readonly machine: Machine;
  /** Open when the container was started with -i. */
  readonly stdin: StandardInput | undefined;
  /** How much of the log of its processes has gone to the container's log. */
  taken: number;
  readonly execs: Map<string, Session>;
  /** Begun lines of its output, by descriptor: they go to the log when they end. */
  readonly begun: { 1: string; 2: string };
  /** Called after each turn of its processes: health checks wait for their probes so. */
  readonly watchers: Set<() => void>;
  /** Somebody waits for its end after `docker stop`. */
  stopping?: boolean;
}

/** What an operation answers: a value, or the daemon's own words. */
export type Result<T = undefined> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

export const done: Result = { ok: true, value: undefined };

export function refused(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}

/** The container of a name, an id or the beginning of one. Source: moby daemon/container.go GetContainer. */
export function findContainer(daemon: Daemon, reference: string): Result<Container> {
  const { containers } = daemon.store;
  const name = reference.replace(/^\//, '');
  const exact = containers.get(reference) ?? [...containers.values()].find((one) => one.name === name);
  if (exact) return { ok: true, value: exact };
  const begins = reference === '' ? [] : [...containers.values()].filter(({ id }) => id.startsWith(reference));
  const [first] = begins;
  if (first && begins.length === 1) return { ok: true, value: first };
  if (first) return refused(`Multiple IDs found with provided prefix: ${reference}`);
  return refused(`No such container: ${reference}`);
}
