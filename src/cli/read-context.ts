import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { directoryEntry, fileEntry, layerOf, stack, symlinkEntry } from '../engine/files/index.ts';
import type { Entry, Tree } from '../engine/files/index.ts';

/** Files above this many bytes keep their size and digest only. */
const LONG = 2_000_000;

/** A folder of the disk as a build context: text files with their text, others by size and digest. */
export function readContext(folder: string): Tree {
  const entries: (readonly [string, Entry])[] = [];
  const pending = ['/'];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const item of readdirSync(join(folder, at), { withFileTypes: true })) {
      const path = join(at, item.name);
      if (item.isDirectory()) {
        entries.push([path, directoryEntry(statSync(join(folder, path)).mode & 0o7777)]);
        pending.push(path);
      } else if (item.isSymbolicLink()) entries.push([path, symlinkEntry(readlinkSync(join(folder, path)))]);
      else if (item.isFile()) entries.push([path, diskEntry(join(folder, path))]);
    }
  }
  return stack([layerOf(entries)]);
}

function diskEntry(path: string): Entry {
  const { mode, size } = statSync(path);
  const bytes = readFileSync(path);
  const text = size <= LONG && !bytes.includes(0) ? utf8(bytes) : undefined;
  if (text !== undefined) return fileEntry({ content: text, mode: mode & 0o7777 });
  return fileEntry({ size, mode: mode & 0o7777, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` });
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
