import { digest } from '../../base/digest.ts';
import type { Daemon } from '../daemon/daemon.ts';

/** Chains of two that were worked out: images of a host, and builds from its cache, have most layers in common. */
const KEPT = 4000;
const known = new Map<string, string>();

function chained(below: string, id: string): string {
  const both = `${below} ${id}`;
  const found = known.get(both) ?? digest(both);
  if (known.size >= KEPT) known.clear();
  known.set(both, found);
  return found;
}

/** Ids of a stack of layers, lowest first. Source: opencontainers/image-spec identity/chainid.go. */
export function layerChain(layers: readonly string[]): readonly string[] {
  const chain: string[] = [];
  for (const id of layers) {
    const below = chain.at(-1);
    chain.push(below === undefined ? id : chained(below, id));
  }
  return chain;
}

/** Stacks that something still stands on: an image, a container, a record of the build cache. */
export function usedChains(daemon: Daemon): ReadonlySet<string> {
  const { images, containers, records } = daemon.store;
  return new Set([
    ...[...images.values()].flatMap(({ layers }) => layerChain(layers)),
    ...[...containers.values()].flatMap(({ image }) => layerChain(image.layers)),
    ...[...records.values()].flatMap(({ chain }) => chain ?? []),
  ]);
}
