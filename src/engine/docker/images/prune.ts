import type { Daemon, Result } from '../daemon/daemon.ts';
import { readMoment } from '../daemon/wall-clock.ts';
import { matchesLabels, readFilters, type Filters } from '../format/filters.ts';
import { humanSize } from '../format/sizes.ts';
import type { Image } from '../model.ts';
import { layerChain, usedChains } from './layer-chain.ts';
import { pruneImage, type Removal } from './remove.ts';

/** What a prune took away. */
export interface PrunedImages {
  readonly removals: readonly Removal[];
  /** Bytes of layers that nothing stands on any more. */
  readonly bytes: number;
}

/**
 * Removes images without a name, or with `all` every image that no container uses. Refused in the daemon's words.
 * Source: moby daemon/images/image_prune.go ImagesPrune.
 */
export function pruneImages(
  daemon: Daemon,
  { all, filters }: { readonly all: boolean; readonly filters: readonly string[] },
): Result<PrunedImages> {
  const read = readFilters(filters, ['dangling', 'label', 'label!', 'until']);
  if (!read.ok) return read;
  const until = limitOf(daemon, read.value);
  if (!until.ok) return until;
  const dangling = read.value.get('dangling')?.[0];
  const every = dangling === undefined ? all : dangling === 'false' || dangling === '0';
  const removals: Removal[] = [];
  let bytes = 0;
  for (const image of daemon.store.images.values()) {
    if (!every && image.tags.length > 0) continue;
    if (image.created > until.value || !matchesLabels(read.value, image.config.Labels)) continue;
    if (excluded(read.value, image)) continue;
    const before = usedChains(daemon);
    const records = pruneImage(daemon, image) ?? [];
    if (records.length === 0) continue;
    removals.push(...records);
    bytes += freed(image, before, usedChains(daemon));
  }
  if (removals.length > 0)
    daemon.emit({ type: 'image', action: 'prune', id: '', attributes: { reclaimed: String(bytes) } });
  return { ok: true, value: { removals, bytes } };
}

function limitOf(daemon: Daemon, filters: Filters): Result<number> {
  const text = filters.get('until')?.[0];
  if (text === undefined) return { ok: true, value: Number.POSITIVE_INFINITY };
  return readMoment(text, daemon.now);
}

/** --filter label!=…: images with the label stay. */
function excluded(filters: Filters, { config }: Image): boolean {
  const labels = filters.get('label!');
  return labels !== undefined && matchesLabels(new Map([['label', labels]]), config.Labels);
}

/** Bytes of the image's layers that were in use before and are not any more. */
function freed(image: Image, before: ReadonlySet<string>, after: ReadonlySet<string>): number {
  const sizes = image.history
    .filter(({ empty }) => !empty)
    .map(({ size }) => size)
    .toReversed();
  return layerChain(image.layers).reduce(
    (sum, chain, at) => sum + (before.has(chain) && !after.has(chain) ? (sizes[at] ?? 0) : 0),
    0,
  );
}

/** What is printed: the list, if anything was removed, and the sum. Source: docker/cli command/image/prune.go. */
export function prunedText({ removals, bytes }: PrunedImages): string {
  const list = removals.map(({ kind, text }) => `${kind === 'Untagged' ? 'untagged' : 'deleted'}: ${text}\n`).join('');
  return `${list === '' ? '' : `Deleted Images:\n${list}\n`}Total reclaimed space: ${humanSize(bytes)}\n`;
}
