import { json, object, text } from './readers.ts';
import { RECORD_VERSION, type ExerciseRecord } from './exercise-record.ts';
import { parseRecord, readRecord } from './parse-record.ts';
import { KEYS, type Shelf } from './text-storage.ts';
import { mergeRecords } from './kept-versions.ts';

/** Longest file that is read, in UTF-16 units. */
export const IMPORT_LIMIT = 20_000_000;
const MOST_EXERCISES = 2000;
const FORMAT = 'drydock-progress';

/** Everything stored on this device as the text of a file. Unreadable data that was kept aside goes along as it is. */
export function exportProgress(shelf: Shelf, at: number): string {
  const exercises: Record<string, ExerciseRecord> = {};
  const aside: Record<string, string> = {};
  for (const key of shelf.keys(KEYS.exercise)) {
    const source = shelf.read(key) ?? '';
    const parsed = parseRecord(source);
    if (parsed.kind === 'record') exercises[key.slice(KEYS.exercise.length)] = parsed.record;
    else aside[key] = source;
  }
  for (const key of shelf.keys(KEYS.aside)) aside[key] = shelf.read(key) ?? '';
  return `${JSON.stringify({ format: FORMAT, v: RECORD_VERSION, at, exercises, aside }, undefined, 1)}\n`;
}

export type ImportReport =
  | {
      readonly ok: true;
      /** Ids whose record was taken or merged. */
      readonly taken: readonly string[];
      /** Ids whose data could not be read, or for which storage had no room. */
      readonly refused: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/** True for `playground` and `lesson/exercise`. */
function isId(id: string): boolean {
  return /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)?$/.test(id) && id.length <= 200;
}

/**
 * Takes the records of an exported file. Nothing on this device is lost: of two texts the newer becomes the current one and
 * the other is kept as an earlier version.
 */
export function importProgress(shelf: Shelf, source: string): ImportReport {
  if (source.length > IMPORT_LIMIT) return { ok: false, reason: 'The file is larger than 20 MB.' };
  const members = object(json(source));
  if (!members || members['format'] !== FORMAT)
    return { ok: false, reason: 'This is not a progress file of Drydock: choose one that “Export” wrote.' };
  const exercises = object(members['exercises']);
  if (!exercises || Object.keys(exercises).length > MOST_EXERCISES)
    return { ok: false, reason: 'The list of exercises in the file cannot be read.' };
  if (typeof members['v'] === 'number' && members['v'] > RECORD_VERSION)
    return {
      ok: false,
      reason: 'The file comes from a newer Drydock. Reload this page to get the newest version, then import again.',
    };
  const taken: string[] = [];
  const refused: string[] = [];
  for (const [id, value] of Object.entries(exercises)) {
    const record = isId(id) ? readRecord(value) : undefined;
    (record && put(shelf, id, record) ? taken : refused).push(text(id)?.slice(0, 80) ?? '');
  }
  return { ok: true, taken, refused };
}

function put(shelf: Shelf, id: string, record: ExerciseRecord): boolean {
  const key = KEYS.exercise + id;
  const stored = shelf.read(key);
  const mine = stored === null ? undefined : parseRecord(stored);
  // data of a newer version, or data that cannot be read, is not written over
  if (mine && mine.kind !== 'record') return false;
  const [winner, other] = !mine || record.at > mine.record.at ? [record, mine?.record] : [mine.record, record];
  const merged = other ? mergeRecords(winner, other, 'import') : winner;
  return shelf.write(key, JSON.stringify({ ...merged, rev: merged.rev + 1 })) === 'written';
}

/** Takes one record, or all of them, out of storage. The returned function puts them back. */
export function resetProgress(shelf: Shelf, id?: string): () => void {
  const keys =
    id === undefined ? [...shelf.keys(KEYS.exercise), ...shelf.keys(KEYS.aside), KEYS.place] : [KEYS.exercise + id];
  const before = keys.flatMap((key) => {
    const stored = shelf.read(key);
    return stored === null ? [] : [[key, stored] as const];
  });
  for (const key of keys) shelf.remove(key);
  return () => {
    for (const [key, stored] of before) shelf.write(key, stored);
  };
}
