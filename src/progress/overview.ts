import { createStore } from 'zustand/vanilla';
import { markOf, RECORD_VERSION, type ExerciseRecord, type Mark } from './exercise-record.ts';
import { json, object, text, whole } from './readers.ts';
import { KEYS, type Shelf } from './text-storage.ts';

export interface Standing {
  readonly mark: Mark;
  readonly skipped: boolean;
  /** Last change, ms since 1970. */
  readonly at: number;
}

export interface Overview {
  /** False until storage was read: the prerendered page and the first render know nothing of this device. */
  readonly ready: boolean;
  /** False: storage is blocked, and nothing outlives this tab. */
  readonly kept: boolean;
  readonly standings: Readonly<Record<string, Standing>>;
  /** The exercise open last, and when. */
  readonly last: { readonly id: string; readonly at: number } | undefined;
}

function standing(record: ExerciseRecord): Standing {
  return { mark: markOf(record), skipped: record.skipped, at: record.at };
}

/**
 * The standing in stored text of any version, without reading all of it: home and lessons need no more, and the journal
 * checks the rest before it uses it. Undefined for data that is unreadable or from a newer version.
 */
function glance(source: string): Standing | undefined {
  const members = object(json(source));
  const version = members?.['v'] ?? 0;
  if (!members || typeof version !== 'number' || version > RECORD_VERSION) return undefined;
  const has = (key: string) => members[key] !== undefined && members[key] !== null && members[key] !== false;
  const reached = has('solved') ? 'solved' : has('byHand') ? 'by-hand' : undefined;
  const mark = reached ?? (has('attempt') || has('files') ? 'begun' : 'open');
  return { mark, skipped: members['skipped'] === true, at: whole(members['at']) ?? 0 };
}

/** How far each exercise is, for home, lessons and progress. Filled by `hydrate`, kept up by the journals. */
export function createOverview(shelf: Shelf, now: () => number) {
  const store = createStore<Overview>(() => ({ ready: false, kept: true, standings: {}, last: undefined }));

  return {
    store,
    /** Reads everything that is stored; again after another tab wrote. */
    hydrate(): void {
      const standings: Record<string, Standing> = {};
      for (const key of shelf.keys(KEYS.exercise)) {
        const seen = glance(shelf.read(key) ?? '');
        if (seen) standings[key.slice(KEYS.exercise.length)] = seen;
      }
      const place = object(json(shelf.read(KEYS.place) ?? ''));
      const [id, at] = [text(place?.['id']), whole(place?.['at'])];
      const last = id !== undefined && at !== undefined ? { id, at } : undefined;
      store.setState({ ready: true, kept: shelf.open, standings, last });
    },
    /** A journal changed its record. */
    note(id: string, record: ExerciseRecord): void {
      store.setState(({ standings }) => ({ standings: { ...standings, [id]: standing(record) } }));
    },
    /** The learner opened an exercise. */
    visit(id: string): void {
      const last = { id, at: now() };
      shelf.write(KEYS.place, JSON.stringify(last));
      store.setState({ last });
    },
  };
}
