import {
  contentDigest,
  directoryEntry,
  layerOf,
  stack,
  symlinkEntry,
  type Entry,
  type Layer,
  type Tree,
} from '../../files/index.ts';

const FOLDERS = ['/dev', '/dev/pts', '/dev/shm', '/etc', '/proc', '/sys'];
const FILES = ['/.dockerenv', '/dev/console', '/etc/hostname', '/etc/hosts', '/etc/resolv.conf'];

const known = new WeakMap<Tree, Tree>();

/**
 * What a container of an image begins with: the image, and over it the mount points that each container needs, where the image does
 * not have them. They belong to no image and are no difference. Source: moby daemon/initlayer/setup_unix.go.
 */
export function beginningOf(image: { readonly tree: Tree }): Tree {
  const made = known.get(image.tree) ?? stack([...image.tree.layers, initLayer(image.tree)]);
  known.set(image.tree, made);
  return made;
}

function initLayer(tree: Tree): Layer {
  const empty: Entry = { kind: 'file', mode: 0o755, uid: 0, gid: 0, size: 0, digest: contentDigest(''), content: '' };
  const entries = new Map<string, Entry>();
  const add = (path: string, entry: Entry): void => {
    if (!tree.stat(path, { follow: false }).ok) entries.set(path, entry);
  };
  for (const path of FOLDERS) add(path, directoryEntry());
  for (const path of FILES) add(path, empty);
  add('/etc/mtab', symlinkEntry('/proc/mounts'));
  return layerOf(entries);
}
