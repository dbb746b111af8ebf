import type { BuildCache, ExportedCache } from '../../../builder/index.ts';
import type { Cli } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import type { Daemon } from '../../daemon/daemon.ts';

/** A builder made with `docker buildx create`: a BuildKit of its own in a container, with a cache of its own. */
export interface Builder {
  readonly name: string;
  /** `docker` for the engine's own. */
  readonly driver: 'docker' | 'docker-container';
  readonly node: string;
  readonly options: readonly string[];
  readonly platforms: readonly string[];
  /** Virtual ms of its last build or change. */
  lastActivity: number;
  running: boolean;
  cache: BuildCache;
}

/** The builders of a host, and places that builds have exported caches to. */
export interface Builders {
  readonly made: Map<string, Builder>;
  /** Name of the one in use. */
  current: string;
  /** Exported caches by `type name`. */
  readonly exported: Map<string, ExportedCache>;
}

const hosts = new WeakMap<Daemon, Builders>();

/** The builders of the client on this host. */
export function buildersOf(daemon: Daemon): Builders {
  const known = hosts.get(daemon) ?? { made: new Map(), current: 'default', exported: new Map() };
  hosts.set(daemon, known);
  return known;
}

/**
 * The builder that a command names: `--builder`, else BUILDX_BUILDER; undefined: none, the one in use counts. Source: docker/buildx
 * commands/root.go rootFlags; tried with buildx 0.13.1.
 */
export function namedBuilder({ process }: Pick<Cli, 'process'>, given: Given): string | undefined {
  return given.value('builder') || process.env.get('BUILDX_BUILDER') || undefined;
}

/** A builder by name; undefined when there is none. `default` is the engine itself. */
export function findBuilder(daemon: Daemon, name: string): Builder | undefined {
  if (name !== 'default' && name !== '') return buildersOf(daemon).made.get(name);
  const { cache } = daemon.store;
  return {
    name: 'default',
    driver: 'docker',
    node: 'default',
    options: [],
    platforms: [],
    lastActivity: daemon.now,
    running: true,
    cache,
  };
}
