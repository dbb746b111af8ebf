import { digestOf } from '../../base/digest.ts';
import { byteLength, clean, directoryEntry, fileEntry, storedBytes, symlinkEntry } from '../../files/index.ts';
import type { Entry, Program } from '../../files/index.ts';
import type { Contents, FileRecord, LayerRecord } from './image-file.ts';

/** What a layer's entries depend on besides its record. */
export interface Making {
  readonly architecture: string;
  readonly libc: 'glibc' | 'musl' | null;
  /** Words in braces. */
  readonly words: Readonly<Record<string, string>>;
  /** Makes digests of contents that have no text differ between layers that differ. */
  readonly identity: string;
}

const COMMAND_BYTES = 60_000;
/** Where bytes go that a layer does not account for. */
const ELSEWHERE = { path: '/var/log', files: 4 };

/** Fills in the words in braces; others, like a shell's `${1}`, stay. */
export function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replaceAll(/(?<!\$)\{([a-z]+)\}/g, (all, word: string) => words[word] ?? all);
}

const listOf = (words: string): string[] => words.split(/\s+/).filter(Boolean);

/**
 * The entries of one layer without the folders above them. Their bytes add up to those of the record: what is not listed
 * lies in the `rest` directory, and programs without a size share at most half of what is left.
 */
export function layerEntries(record: LayerRecord, pieces: readonly Contents[], making: Making): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const programs: { path: string; name: string; libc: Contents['libc'] }[] = [];
  let padded: { path: string; file: FileRecord } | undefined;
  for (const piece of pieces) {
    for (const [mode, paths] of Object.entries(piece.directories ?? {}))
      for (const path of listOf(paths)) entries.set(fill(path, making.words), directoryEntry(Number.parseInt(mode, 8)));
    for (const [target, folders] of Object.entries(piece.links ?? {}))
      for (const [folder, names] of Object.entries(folders))
        for (const name of listOf(names)) entries.set(`${folder}/${name}`, symlinkEntry(target));
    for (const [folder, names] of Object.entries(piece.commands ?? {}))
      for (const name of listOf(names)) programs.push({ path: `${folder}/${name}`, name, libc: piece.libc });
    for (const [name, file] of Object.entries(piece.files ?? {})) {
      const path = clean(fill(name, making.words));
      if (file === null) entries.delete(path);
      else if (file.rest) padded = { path, file };
      else entries.set(path, recordEntry(path, { file, folder: name.endsWith('/'), libc: piece.libc, making }));
    }
  }
  let left = record.bytes;
  for (const entry of entries.values()) left -= storedBytes(entry);
  if (programs.length) {
    const size = Math.max(0, Math.min(COMMAND_BYTES, Math.floor(left / 2 / programs.length)));
    for (const { path, name, libc } of programs) {
      if (entries.has(path)) continue;
      entries.set(path, recordEntry(path, { file: { elf: name, size }, folder: false, libc, making }));
      left -= size;
    }
  }
  if (padded) entries.set(padded.path, paddedEntry(padded.file, left, making));
  else if (left > 0) addRest(entries, { ...(record.rest ?? ELSEWHERE), size: left }, making);
  return entries;
}

function recordEntry(
  path: string,
  what: { file: FileRecord; folder: boolean; libc: Contents['libc']; making: Making },
): Entry {
  const { file, folder, making } = what;
  const [uid = 0, gid = 0] = (file.owner ?? '0:0').split(':').map(Number);
  const owner = { uid, gid };
  if (file.link !== undefined) return symlinkEntry(fill(file.link, making.words), owner);
  const program = programOf(file, file.libc ?? what.libc, making);
  const mode = file.mode === undefined ? (program ? 0o755 : undefined) : Number.parseInt(file.mode, 8);
  if (folder && file.bulk === undefined) return directoryEntry(mode ?? 0o755, owner);
  // An identity, not a sum: an image has hundreds of files, and nobody knows their bytes.
  const digest = `${making.identity} ${file.size ?? 0} ${file.version ?? ''} ${path}`;
  return fileEntry({
    ...(file.text === undefined ? { size: file.size ?? 0, digest } : { content: fill(file.text, making.words) }),
    ...(mode === undefined ? {} : { mode }),
    owner,
    ...(program ? { program } : {}),
    ...(file.bulk === undefined ? {} : { bulk: { files: file.bulk, size: file.size ?? 0 }, digest }),
  });
}

function programOf(file: FileRecord, libc: Contents['libc'], making: Making): Program | undefined {
  const facts = file.version ? { facts: { version: file.version } } : {};
  if (file.run) return { format: 'script', model: file.run, ...facts };
  if (!file.elf) return undefined;
  return { format: 'elf', arch: making.architecture, libc: libc ?? making.libc ?? 'static', model: file.elf, ...facts };
}

/** A script whose original is longer than its model: a comment makes up the bytes. */
function paddedEntry(file: FileRecord, bytes: number, making: Making): Entry {
  const text = fill(file.text ?? '', making.words);
  const missing = bytes - byteLength(text);
  const note = '# The original is longer.';
  const filler =
    missing >= note.length + 1 ? `${note}${' '.repeat(missing - note.length - 1)}\n` : '\n'.repeat(missing);
  return fileEntry({ content: text + filler, mode: file.mode ? Number.parseInt(file.mode, 8) : 0o644 });
}

function addRest(
  entries: Map<string, Entry>,
  rest: { path: string; files: number; size: number },
  making: Making,
): void {
  const path = fill(rest.path, making.words);
  const known = entries.get(path);
  const digest = digestOf(making.identity, path, String(rest.files), String(rest.size));
  const entry = fileEntry({ bulk: { files: rest.files, size: rest.size }, digest });
  entries.set(path, known ? { ...entry, mode: known.mode, uid: known.uid, gid: known.gid } : entry);
}
