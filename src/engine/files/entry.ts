import { digest, digestOf } from '../base/digest.ts';
import type { Entry, NewFile, Owner } from './tree.ts';

export const ROOT: Owner = { uid: 0, gid: 0 };

/** Bytes of `text` as UTF-8; a lone surrogate counts as U+FFFD (3 bytes). */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    else if (code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(at + 1))) {
      bytes += 2;
      at++;
    } else bytes += 2;
  }
  return bytes;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

// A build is repeated at every pause in typing with mostly the same files: digests of texts are remembered up to this
// many characters, then forgotten at once. The memory never changes an answer.
const REMEMBERED = 4_000_000;
const digests = new Map<string, string>();
let remembered = 0;

/** Identity of a text: its sha256 in docker's form. */
export function contentDigest(content: string): string {
  const known = digests.get(content);
  if (known !== undefined) return known;
  const fresh = digest(content);
  if (remembered + content.length > REMEMBERED) {
    digests.clear();
    remembered = 0;
  }
  remembered += content.length;
  digests.set(content, fresh);
  return fresh;
}

/** Identity of a file of which only the size is known: programs of one size, of which a system has hundreds, ask for it in a row. */
function sizeDigest(size: number): string {
  if (last.size !== size) last = { size, digest: digestOf('size', String(size)) };
  return last.digest;
}
let last = { size: -1, digest: '' };

/** The entry that `file` describes; defaults: root's, mode 0644. A bulk file becomes a directory of mode 0755. */
export function fileEntry(file: NewFile): Entry {
  const { uid, gid } = file.owner ?? ROOT;
  if (file.bulk) return { ...directoryEntry(file.mode, file.owner), ...bulkPart(file) };
  const size = file.content === undefined ? (file.size ?? 0) : byteLength(file.content);
  return {
    kind: 'file',
    mode: file.mode ?? 0o644,
    uid,
    gid,
    size,
    digest: file.content === undefined ? (file.digest ?? sizeDigest(size)) : contentDigest(file.content),
    ...(file.content === undefined ? {} : { content: file.content }),
    ...(file.program ? { program: file.program } : {}),
    ...(file.secret === undefined ? {} : { secret: file.secret }),
  };
}

function bulkPart(file: NewFile): Partial<Entry> {
  if (!file.bulk) return {};
  const identity = file.digest ?? digestOf('bulk', String(file.bulk.files), String(file.bulk.size));
  return { bulk: file.bulk, digest: identity };
}

/** What a file holds, without its owner and mode: to write it elsewhere. */
export function contentsOf(entry: Entry): NewFile {
  return {
    ...(entry.content === undefined ? { size: entry.size, digest: entry.digest } : { content: entry.content }),
    ...(entry.program ? { program: entry.program } : {}),
    ...(entry.secret === undefined ? {} : { secret: entry.secret }),
    ...(entry.bulk ? { bulk: entry.bulk, digest: entry.digest } : {}),
  };
}

export function directoryEntry(mode = 0o755, owner: Owner = ROOT): Entry {
  return { kind: 'dir', mode, uid: owner.uid, gid: owner.gid, size: 0, digest: '' };
}

export function symlinkEntry(target: string, owner: Owner = ROOT): Entry {
  const size = byteLength(target);
  return { kind: 'symlink', mode: 0o777, uid: owner.uid, gid: owner.gid, size, digest: '', target };
}

/** Bytes that an entry takes in a layer: file contents and what bulk entries stand for; links and directories none. */
export function storedBytes(entry: Entry): number {
  if (entry.bulk) return entry.bulk.size;
  return entry.kind === 'file' ? entry.size : 0;
}

/** Number of files an entry stands for. */
export function fileCount(entry: Entry): number {
  return (entry.bulk?.files ?? 0) + (entry.kind === 'dir' ? 0 : 1);
}

const fingerprints = new WeakMap<Entry, string>();

/** Everything that makes an entry what it is, as one string: equal strings mean equal entries. */
export function fingerprint(entry: Entry): string {
  const known = fingerprints.get(entry);
  if (known !== undefined) return known;
  const { kind, mode, uid, gid, size, target, program, bulk, secret } = entry;
  const facts = program?.facts ? Object.entries(program.facts).toSorted(([a], [b]) => (a < b ? -1 : 1)) : null;
  const parts = [kind, mode, uid, gid, size, entry.digest, target, bulk?.files, bulk?.size, secret];
  const made = JSON.stringify([
    ...parts,
    program ? [program.format, program.arch, program.libc, program.model, facts] : null,
  ]);
  fingerprints.set(entry, made);
  return made;
}

/** True when two entries agree in kind, mode, owner and content. */
export function sameEntry(one: Entry, other: Entry): boolean {
  return one === other || fingerprint(one) === fingerprint(other);
}
