import { byteLength, dirname, join, type Entry, type Tree } from '../../../files/index.ts';
import { packTar, type Member } from '../../../files/tar-archive.ts';
import type { Process } from '../../../kernel/index.ts';
import { reason } from './secrets.ts';
import type { Output } from './outputs.ts';

/** Bytes of content in one message. Source: tonistiigi/fsutil send.go. */
const CHUNK = 32_768;

/** Bytes of a number in a protobuf message. */
function varint(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}

/** A field of that many bytes, with its own head. */
const field = (bytes: number): number => 1 + varint(bytes) + bytes;

const numberField = (value: number): number => (value === 0 ? 0 : 1 + varint(value));

/**
 * Bytes of the messages about one file, the `at`-th of a transfer: what it is, then its content in pieces. Source: tonistiigi/fsutil types/stat.proto,
 * wire.proto and send.go; nine transfers of BuildKit 0.13 measured.
 */
function messageBytes(path: string, entry: Entry, at: number): number {
  const { kind, size, target = '' } = entry;
  const bits = kind === 'dir' ? 2 ** 31 : kind === 'symlink' ? 2 ** 27 : 0;
  const content = kind === 'file' ? size : 0;
  const link = kind === 'symlink' ? field(byteLength(target)) + numberField(byteLength(target)) : 0;
  // nine bytes of a time in nanoseconds
  const times = 10;
  const who = numberField(entry.uid) + numberField(entry.gid);
  const stat = field(byteLength(path)) + numberField(bits + entry.mode) + who + numberField(content) + times + link;
  let bytes = field(stat);
  for (let left = content; left > 0; left -= CHUNK) bytes += 2 + numberField(at) + field(Math.min(left, CHUNK));
  return bytes;
}

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
  let index = 0;
  for (const [path, entry] of tree.walk('/')) {
    if (path === '/') continue;
    const at = join(root, path.slice(1));
    process.files.put(at, { ...entry, uid, gid });
    bytes += messageBytes(path.slice(1), entry, index++);
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
