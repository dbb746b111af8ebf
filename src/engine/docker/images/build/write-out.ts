import { dirname, join, type Tree } from '../../../files/index.ts';
import { packTar, type Member } from '../../../shell/archive.ts';
import type { Process } from '../../../shell/index.ts';
import { reason } from './secrets.ts';
import type { Output } from './outputs.ts';

/** Bytes that a message about a file takes beside its content. Estimated from recorded sizes. */
const ENTRY_BYTES = 30;

/** What stands against writing to the places of outputs; looked at before anything is built. Source: measured, buildx 0.13.1. */
export function outputsWrong(process: Process, outputs: readonly Output[]): string | undefined {
  for (const output of outputs) {
    if ((output.type !== 'local' && output.type !== 'tar') || output.dest === '-') continue;
    const path = process.path(output.dest);
    const entry = process.files.stat(path);
    if (output.type === 'local' && entry.ok && entry.value.kind !== 'dir')
      return `destination directory ${output.dest} is a file`;
    if (output.type === 'local') continue;
    if (entry.ok && entry.value.kind === 'dir') return `destination file ${output.dest} is a directory`;
    const folder = process.files.stat(dirname(path));
    if (!folder.ok) return `failed to open open ${output.dest}: ${reason(folder.errno)}`;
  }
  return undefined;
}

/** Writes a tree below a folder of the host, whose owner the files get; answers the bytes sent. */
export function writeFolder(process: Process, tree: Tree, dest: string): number {
  const root = process.path(dest);
  const { uid, gid } = process.credentials;
  process.files.mkdir(root, { parents: true });
  let bytes = 0;
  for (const [path, entry] of tree.walk('/')) {
    if (path === '/') continue;
    const at = join(root, path.slice(1));
    process.files.put(at, { ...entry, uid, gid });
    bytes += entry.size + ENTRY_BYTES;
  }
  return bytes;
}

/** A tree as an archive. */
export function archiveOf(tree: Tree): string {
  const members: Member[] = [];
  for (const [path, entry] of tree.walk('/')) {
    if (path === '/') continue;
    members.push({ name: entry.kind === 'dir' ? `${path.slice(1)}/` : path.slice(1), entry });
  }
  return packTar(members);
}

/** What an exported cache looks like in its folder; what it stands for is known to the host. */
export function writeCacheFolder(process: Process, dest: string): void {
  const root = process.path(dest);
  process.files.mkdir(`${root}/blobs/sha256`, { parents: true });
  process.files.mkdir(`${root}/ingest`, { parents: true });
  const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] };
  process.files.write(`${root}/index.json`, { content: JSON.stringify(index) });
}
