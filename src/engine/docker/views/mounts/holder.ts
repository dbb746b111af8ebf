import { isWithin, type Entry } from '../../../files/index.ts';
import type { Container, Image } from '../../model.ts';
import type { MountPoint } from './points.ts';

/** What holds a path: the last mount over it, the container's own layer, or a layer of its image. */
export type Holder =
  | { readonly kind: 'bind' | 'volume' | 'tmpfs' | 'docker' | 'kernel'; readonly mount: MountPoint }
  /** `removed`: the image has it, and the container took it away. */
  | { readonly kind: 'own'; readonly change: 'added' | 'changed' | 'removed' }
  /** `number`: lowest is 1. `by`: the instruction that made the layer. */
  | { readonly kind: 'image'; readonly number: number; readonly of: number; readonly by: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'none' };

/** Who holds a path with all links followed. A path that is not there is held by the mount in which it would be made, or by nobody. */
export function holderOf(container: Container, real: string, over: readonly MountPoint[]): Holder {
  const mount = over.at(-1);
  if (mount) return { kind: mount.type, mount };
  const inImage = layerOf(container.image, real);
  const { entries, opaque } = container.tree.commit();
  const change = entries.get(real);
  const before = container.image.tree.stat(real, { follow: false });
  // a folder in which something changed is in the own layer too, as it was
  if (change && inImage && before.ok && isSameFolder(change, before.value)) return inImage;
  if (change) return { kind: 'own', change: inImage ? 'changed' : 'added' };
  const there = container.tree.stat(real, { follow: false }).ok;
  if (!there) {
    const hidden = change === null || [...(opaque ?? [])].some((folder) => isWithin(folder, real));
    return inImage && hidden ? { kind: 'own', change: 'removed' } : { kind: 'none' };
  }
  return inImage ?? { kind: 'start' };
}

function isSameFolder(one: Entry, other: Entry): boolean {
  const { kind, mode, uid, gid } = one;
  return kind === 'dir' && other.kind === 'dir' && mode === other.mode && uid === other.uid && gid === other.gid;
}

/** The highest layer of an image that has a path, with the instruction that made it. */
function layerOf({ tree, history }: Image, path: string): Extract<Holder, { kind: 'image' }> | undefined {
  const { layers } = tree;
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at];
    const entry = layer?.entries.get(path);
    if (entry === null) return undefined;
    if (entry) {
      // a history is newest first
      const made = history.filter(({ empty }) => !empty).toReversed();
      const by = made.length === layers.length ? (made[at]?.createdBy ?? '') : '';
      return { kind: 'image', number: at + 1, of: layers.length, by };
    }
    if ([...(layer?.opaque ?? [])].some((folder) => folder !== path && isWithin(folder, path))) return undefined;
  }
  return undefined;
}
