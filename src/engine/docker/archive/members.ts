import { clean, dirname, type Entry, type Owner, type Tree, type WritableTree } from '../../files/index.ts';
import type { Member } from '../../files/tar-archive.ts';
import { done, refused, type Result } from '../daemon/daemon.ts';

/** What stands at a path and below, named as an archive names it: `name`, `name/…`; an empty name makes `./…`. */
export function membersOf(tree: Tree, path: string, name: string): Member[] {
  const members: Member[] = [];
  const root = clean(path);
  for (const [at, entry] of tree.walk(root)) {
    const rest = root === '/' ? at : at.slice(root.length);
    const full = name === '' ? `.${rest === '' ? '/' : rest}` : `${name}${rest === '/' ? '' : rest}`;
    members.push({ name: entry.kind === 'dir' && !full.endsWith('/') ? `${full}/` : full, entry });
  }
  return members;
}

/** The same members with another first part of their names. Source: moby pkg/archive/copy.go RebaseArchiveEntries. */
export function rebase(members: readonly Member[], from: string, to: string): Member[] {
  return members.map((member) => {
    const rest = from === '' ? member.name.slice(1) : member.name.slice(from.length);
    return { ...member, name: `${to}${rest}` };
  });
}

/**
 * Unpacks members into a folder. A folder is not replaced by a file, nor a file by a folder; `owner` becomes the owner of all. Source:
 * moby pkg/archive/archive.go Unpack with NoOverwriteDirNonDir.
 */
export function extract(
  tree: WritableTree,
  folder: string,
  what: { readonly members: readonly Member[]; readonly owner?: Owner },
): Result {
  for (const { name, entry } of what.members) {
    const path = clean(`${folder}/${name}`);
    const there = tree.stat(path, { follow: false });
    const isFolder = entry.kind === 'dir';
    if (there.ok && path !== '/') {
      if (there.value.kind === 'dir' && !isFolder)
        return refused(
          `cannot overwrite directory ${JSON.stringify(path)} with non-directory ${JSON.stringify(folder)}`,
        );
      if (there.value.kind !== 'dir' && isFolder)
        return refused(
          `cannot overwrite non-directory ${JSON.stringify(path)} with directory ${JSON.stringify(folder)}`,
        );
    }
    if (!tree.stat(dirname(path)).ok) tree.mkdir(dirname(path), { parents: true });
    const put = tree.put(path, what.owner ? { ...entry, ...idsOf(what.owner) } : entry);
    if (!put.ok) return refused(`${isFolder ? 'mkdir' : 'open'} ${path}: ${TEXTS[put.errno] ?? 'permission denied'}`);
  }
  return done;
}

const TEXTS: Readonly<Record<string, string | undefined>> = {
  EROFS: 'read-only file system',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
};

function idsOf({ uid, gid }: Owner): Owner {
  return { uid, gid };
}

/** A header of 512 bytes and contents in blocks of as many. */
function blocks({ size }: Entry): number {
  return 512 + Math.ceil(size / 512) * 512;
}

/** Bytes of an archive: its members, and two empty blocks at the end. */
export function archiveBytes(members: readonly Member[]): number {
  return members.reduce((sum, { entry }) => sum + blocks(entry), 0) + 1024;
}
