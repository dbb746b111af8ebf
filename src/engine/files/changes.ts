import { sameEntry, storedBytes } from './entry.ts';
import { layerOf } from './layer.ts';
import { childOf, childrenOf, totalOf, type Node } from './node.ts';
import { rootNode } from './stack.ts';
import type { Entry, Layer, Tree } from './tree.ts';

export interface Change {
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
  /** Bytes that the path stores afterwards; of a removed path, what it and everything below it took. */
  readonly size: number;
}

export interface Changes {
  /** Every new path, parents before children. */
  readonly added: readonly Change[];
  /** Paths whose kind, mode, owner or content differ. */
  readonly changed: readonly Change[];
  /** Topmost paths that are gone. */
  readonly removed: readonly Change[];
  /** Bytes of the added and changed paths. */
  readonly size: number;
}

/** How `after` differs from `before`, by content; parts that both share are not looked at. */
export function changes(before: Tree, after: Tree): Changes {
  const found = { added: [] as Change[], changed: [] as Change[], removed: [] as Change[] };
  let size = 0;
  for (const change of compare(rootNode(before), rootNode(after))) {
    found[change.kind].push(change);
    if (change.kind !== 'removed') size += change.size;
  }
  return { ...found, size };
}

/** The smallest layer that turns `before` into `after`. */
export function layerBetween(before: Tree, after: Tree): Layer {
  const entries = new Map<string, Entry | null>();
  const opaque = new Set<string>();
  for (const change of compare(rootNode(before), rootNode(after))) entries.set(change.path, change.after ?? null);
  return layerOf(entries, { opaque });
}

type Pair = readonly [path: string, before: Node | undefined, after: Node | undefined];

function* compare(before: Node, after: Node): Generator<Change> {
  const pending: Pair[] = [['/', before, after]];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [path, old, fresh] = pair;
    if (old === fresh) continue;
    if (!fresh) {
      if (old) yield { path, kind: 'removed', before: old.entry, after: undefined, size: totalOf(old) };
      continue;
    }
    const size = storedBytes(fresh.entry);
    if (!old) yield { path, kind: 'added', before: undefined, after: fresh.entry, size };
    else if (!sameEntry(old.entry, fresh.entry))
      yield { path, kind: 'changed', before: old.entry, after: fresh.entry, size };
    if (!fresh.children) continue;
    const names = new Set([...(old ? childrenOf(old).keys() : []), ...childrenOf(fresh).keys()]);
    for (const name of [...names].toSorted().toReversed()) {
      const below = path === '/' ? `/${name}` : `${path}/${name}`;
      pending.push([below, old && childOf(old, name), childOf(fresh, name)]);
    }
  }
}
