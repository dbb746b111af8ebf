import type { Given } from '../cli/flags.ts';
import type { Daemon } from './daemon.ts';

/** A command of the client that was run on a host, by hand or by a script, with its flags as they were read. */
export interface Use {
  /** `network`, `container`, `compose` */
  readonly noun: string;
  /** `connect`, `run`, `up` */
  readonly verb: string;
  readonly given: Given;
  /** Undefined while it runs, and when it was interrupted. */
  exit?: number;
}

const uses = new WeakMap<Daemon, Use[]>();

/** Takes note of a command that begins. */
export function noteUse(daemon: Daemon, use: Use): Use {
  const list = uses.get(daemon) ?? [];
  uses.set(daemon, list);
  list.push(use);
  return use;
}

/** The commands that were run on a host, in order. */
export function usesOf(daemon: Daemon): readonly Use[] {
  return uses.get(daemon) ?? [];
}
