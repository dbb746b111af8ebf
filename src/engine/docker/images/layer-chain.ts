import { digest } from '../../base/digest.ts';
import type { Daemon } from '../daemon/daemon.ts';

/** Ids of a stack of layers, lowest first. Source: opencontainers/image-spec identity/chainid.go. */
export function layerChain(layers: readonly string[]): readonly string[] {
  const chain: string[] = [];
  for (const id of layers) {
    const below = chain.at(-1);
    chain.push(below === undefined ? id : digest(`${below} ${id}`));
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
