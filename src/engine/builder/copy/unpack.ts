import { clean, dirname, join } from '../../files/index.ts';
import type { Entry, WritableTree } from '../../files/index.ts';
import { unpackTar, type Member } from '../../files/tar-archive.ts';
import { makeFolders, type Placing } from './place.ts';

export type { Member } from '../../files/tar-archive.ts';

/** What an archive holds, when a file is one of ours (made by tar in a RUN, or declared so); undefined for any other file. */
export function membersOf(entry: Entry): readonly Member[] | undefined {
  if (entry.kind !== 'file' || entry.content === undefined) return undefined;
  try {
    const members = unpackTar(entry.content);
    return members?.every(isMember) ? members : undefined;
  } catch {
    // A text that only begins like an archive.
    return undefined;
  }
}

/** A text that a person typed may begin like an archive and hold anything. */
function isMember(member: unknown): boolean {
  if (typeof member !== 'object' || member === null || !('name' in member) || !('entry' in member)) return false;
  const { name, entry } = member;
  if (typeof name !== 'string' || typeof entry !== 'object' || entry === null) return false;
  const fields = entry as Record<string, unknown>;
  const numbers = ['mode', 'uid', 'gid', 'size'].every((field) => typeof fields[field] === 'number');
  return numbers && KINDS.has(String(fields['kind'])) && typeof fields['digest'] === 'string';
}

const KINDS: ReadonlySet<string> = new Set(['file', 'dir', 'symlink', 'fifo', 'char']);

/**
 * Unpacks an archive into the destination, which becomes a folder: members keep owner and mode of the archive, whatever --chown and --chmod say,
 * folders that are there take those of the archive (measured, golden/solve.jsonl `add-tar-*`). Answers the error text, or undefined.
 */
export function unpack(members: readonly Member[], placing: Placing): string | undefined {
  const { into } = placing;
  const top = clean(placing.dest);
  const error = makeFolders(placing, top);
  if (error !== undefined) return error;
  for (const { name, entry } of members) {
    const path = join(top, clean(`/${name}`).slice(1));
    if (path === top) continue;
    putMember(into, path, entry);
  }
  return undefined;
}

function putMember(into: WritableTree, path: string, entry: Entry): void {
  const there = into.stat(path, { follow: false });
  const folder = entry.kind === 'dir';
  if (there.ok && (there.value.kind === 'dir') !== folder) into.remove(path, { recursive: true });
  if (!into.stat(dirname(path)).ok) into.mkdir(dirname(path), { parents: true });
  into.put(path, entry);
}
