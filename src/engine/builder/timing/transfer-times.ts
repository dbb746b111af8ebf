import type { Layer } from '../../files/index.ts';
import type { CacheImport, CachePlace, ExportedCache } from '../cache/cache-transfer.ts';

/**
 * How long layers take over a line and onto the disk. All of it is assumed: 80 Mbit/s, as for the package managers; layers compressed to two fifths of
 * their bytes; gzip and its counterpart on one core.
 */
const LINE_BYTES_PER_MS = 10_000;
const COMPRESSED = 0.4;
const PACK_BYTES_PER_MS = 50_000;
const UNPACK_BYTES_PER_MS = 100_000;
/** The questions and answers around a transfer, by where it goes. */
const ROUND_TRIPS: Readonly<Record<CachePlace, number>> = { inline: 400, registry: 400, local: 10, gha: 300 };

const isRemote = (type: CachePlace): boolean => type !== 'local';

/** Bytes of a layer as they are sent. */
export function packedBytes({ size }: Pick<Layer, 'size'>): number {
  return Math.round(size * COMPRESSED);
}

/** Virtual ms to fetch and unpack layers of so many bytes (uncompressed). */
export function pullMs(bytes: number, type: CachePlace = 'registry'): number {
  const sent = isRemote(type) ? (bytes * COMPRESSED) / LINE_BYTES_PER_MS : 0;
  return Math.round(sent + bytes / UNPACK_BYTES_PER_MS);
}

/** Virtual ms until a build knows what an exported cache holds: only its list is read, layers are fetched when they are asked for. */
export function importMs({ type }: Pick<CacheImport, 'type'>): number {
  return ROUND_TRIPS[type];
}

/** Virtual ms of an export; what `known` holds lies there already. `inline` is a part of the image and sends nothing of its own. */
export function exportMs({ type, steps }: Pick<ExportedCache, 'type' | 'steps'>, known: ReadonlySet<string>): number {
  if (type === 'inline') return 0;
  const bytes = layersOf({ steps })
    .filter(({ id }) => !known.has(id))
    .reduce((sum, { size }) => sum + size, 0);
  const sent = isRemote(type) ? (bytes * COMPRESSED) / LINE_BYTES_PER_MS : 0;
  return Math.round(ROUND_TRIPS[type] + bytes / PACK_BYTES_PER_MS + sent);
}

/** The layers of an exported cache, each once. */
export function layersOf({ steps }: Pick<ExportedCache, 'steps'>): readonly Layer[] {
  const found = new Map<string, Layer>();
  for (const { layer } of steps.values()) if (layer) found.set(layer.id, layer);
  return [...found.values()];
}
