import type { Host } from '../host.ts';
import { toData } from '../format/json.ts';
import { inspectContainer, inspectImage, inspectNetwork, inspectVolume } from '../inspect/find.ts';

/** What is looked at: its id or name, and what it is. */
export interface InspectQuestion {
  readonly kind: 'container' | 'image' | 'network' | 'volume';
  readonly id: string;
}

/** The object as `docker inspect` shows it, or why there is none. */
export type Inspected =
  { readonly found: true; readonly data: unknown } | { readonly found: false; readonly message: string };

const FINDERS = {
  container: (host: Host, id: string) => inspectContainer(host.daemon, id, false),
  image: (host: Host, id: string) => inspectImage(host.daemon, id),
  network: (host: Host, id: string) => inspectNetwork(host.daemon, id),
  volume: (host: Host, id: string) => inspectVolume(host.daemon, id),
};

/** One object of a host as data, with the members and order of `docker inspect`. What is not there is said in the daemon's words. */
export function inspect(host: Host, { kind, id }: InspectQuestion): Inspected {
  const found = FINDERS[kind](host, id);
  return found.ok ? { found: true, data: toData(found.value) } : { found: false, message: found.message };
}
