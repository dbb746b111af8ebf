import type { CachedStep } from './result.ts';

/** Kinds of places that a cache is exported to. `inline` puts it into the image itself. */
export type CachePlace = 'inline' | 'registry' | 'local' | 'gha';

export interface CacheExport {
  readonly type: CachePlace;
  /** `ref` of a registry, `dest` of a folder, `scope` of gha; the image's own name for inline. */
  readonly name: string;
  /** `min` (the default) holds the layers of the resulting image, `max` those of all stages. Inline knows only `min`. */
  readonly mode?: 'min' | 'max';
}

/** What is at a place: an export, or nothing (`undefined`) when nobody has exported there yet. */
export interface CacheImport {
  readonly type: CachePlace;
  readonly name: string;
  readonly found: ExportedCache | undefined;
}

/** Steps by key with their layers; cache mounts never travel. */
export interface ExportedCache extends CacheExport {
  readonly mode: 'min' | 'max';
  readonly steps: ReadonlyMap<string, CachedStep>;
  /** Names of the steps whose layers it holds, in the order they ran. */
  readonly names: readonly string[];
  /** Bytes of those layers, uncompressed. */
  readonly bytes: number;
}
