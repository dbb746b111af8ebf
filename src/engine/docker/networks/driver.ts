import type { Daemon, Result } from '../daemon/daemon.ts';
import type { Network } from '../model.ts';

/** A kind of network: `drivers/<name>.ts`, its default export. What is left out: plug-ins. */
export interface NetworkDriver {
  /** Looks at a network that is to be made, once it has its addresses; refused in the driver's words. */
  create(daemon: Daemon, network: Network): Result;
  /** Called when a container joins; refused in the driver's words. */
  join?(daemon: Daemon, network: Network): Result;
  /** It has no addresses of its own (`host`, `null`). */
  readonly bare?: boolean;
  /** Said before anything else is looked at: swarm. */
  readonly needs?: string;
}

const modules = import.meta.glob<NetworkDriver>(['./drivers/*.ts', '!./**/*.test.ts'], {
  eager: true,
  import: 'default',
});
const drivers = new Map(
  Object.entries(modules).map(([path, driver]) => [path.slice('./drivers/'.length, -'.ts'.length), driver] as const),
);

/** The driver of a name; undefined when the engine has none. */
export function driverOf(name: string): NetworkDriver | undefined {
  return drivers.get(name);
}
