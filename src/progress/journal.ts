import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Attempt } from '../engine/grade/check.ts';
import { EMPTY_RECORD, type ExerciseRecord } from './exercise-record.ts';
import { parseRecord, sameAttempt } from './parse-record.ts';
import { attempt as readAttempt, json, object, whole } from './readers.ts';
import { KEYS, type Shelf } from './text-storage.ts';
import { keep, mergeRecords } from './kept-versions.ts';

/**
 * Where the text stands: `saved` on this device; `waiting` to be written within 300 ms; or only in memory, because
 * storage is full, blocked, or holds data of a newer Drydock that must stay as it is.
 */
export type Saving = 'saved' | 'waiting' | 'full' | 'blocked' | 'future';

export interface JournalState {
  readonly record: ExerciseRecord;
  readonly saving: Saving;
  /** What another tab wrote while this one held unsaved changes. Both texts are kept until one is chosen. */
  readonly conflict: ExerciseRecord | undefined;
  /** Time at which another tab wrote while this one held no changes of its own. */
  readonly news: number | undefined;
  /** The stored data could not be read and lies under this key, untouched. */
  readonly aside: string | undefined;
}

export interface Journal {
  readonly store: StoreApi<JournalState>;
  /** Changes the record; it is written within 300 ms. */
  update(change: (record: ExerciseRecord) => ExerciseRecord): void;
  /** Writes now what waits. */
  flush(): void;
  /** Another tab wrote this key (or may have): looks at it. */
  look(): void;
  /** Ends a conflict, or takes over the other tab's news: `other` becomes the text, or this one stays. */
  choose(which: 'this' | 'other'): void;
  /** Puts a whole record in place, e.g. to undo a reset. */
  replace(record: ExerciseRecord): void;
  /** Writes what waits and forgets the timers. */
  close(): void;
}

export interface JournalOptions {
  readonly shelf: Shelf;
  readonly id: string;
  /** Tells this tab from others. */
  readonly tab: string;
  now(): number;
  /** Called after each change of the record, for overviews. */
  changed?(record: ExerciseRecord): void;
}

/** Milliseconds between a change and its writing. */
export const DELAY = 250;

interface Found {
  readonly record: ExerciseRecord;
  readonly text: string | null;
  readonly saving: Saving;
  readonly aside?: string;
}

/** Loads what is stored under `key`; data that cannot be read is copied aside first and never dropped. */
function load({ shelf, id, now }: JournalOptions): Found {
  const text = shelf.read(KEYS.exercise + id);
  const start = shelf.open ? 'saved' : 'blocked';
  if (text === null) return { record: EMPTY_RECORD, text, saving: start };
  const parsed = parseRecord(text);
  if (parsed.kind === 'record') return { record: parsed.record, text, saving: start };
  if (parsed.kind === 'future') return { record: EMPTY_RECORD, text, saving: 'future' };
  const aside = `${KEYS.aside}${id}:${now()}`;
  const kept = shelf.write(aside, text);
  // without a copy the original must not be written over: go on in memory
  return kept === 'written'
    ? { record: EMPTY_RECORD, text, saving: 'saved', aside }
    : { record: EMPTY_RECORD, text, saving: kept, aside: KEYS.exercise + id };
}

/** Texts that tabs left aside in an unanswered conflict, put among the versions. */
function gather(options: JournalOptions, record: ExerciseRecord): { record: ExerciseRecord; keys: readonly string[] } {
  const prefix = `${KEYS.aside}${options.id}:tab:`;
  let gathered = record;
  const keys = options.shelf.keys(prefix).filter((key) => {
    const members = object(json(options.shelf.read(key) ?? ''));
    const [left, at] = [readAttempt(members?.['attempt']), whole(members?.['at'])];
    if (!left || at === undefined) return false;
    if (!sameAttempt(left, gathered.attempt))
      gathered = { ...gathered, versions: keep(gathered.versions, { at, why: 'other-tab', attempt: left }) };
    return true;
  });
  return { record: gathered, keys };
}

/** What a journal knows besides its state. */
interface Desk {
  readonly options: JournalOptions;
  readonly store: StoreApi<JournalState>;
  readonly key: string;
  /** Where this tab's text lies while a conflict is open. */
  readonly mine: string;
  /** The stored text as this tab last read or wrote it. */
  known: string | null;
  /** The attempt in `known`. */
  base: Attempt | null;
  /** Storage holds data of a newer version, or unreadable data without a copy: nothing is written, work goes on in memory. */
  locked: boolean;
  dirty: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

function write(desk: Desk, record: ExerciseRecord): void {
  const next = { ...record, rev: record.rev + 1 };
  const text = JSON.stringify(next);
  const result = desk.options.shelf.write(desk.key, text);
  if (result !== 'written') return desk.store.setState({ saving: result });
  desk.known = text;
  desk.base = next.attempt;
  desk.dirty = false;
  desk.store.setState({ record: next, saving: 'saved', news: undefined });
}

/** What another tab wrote since this one last read or wrote; locks the desk when that must not be written over. */
function stranger(desk: Desk): ExerciseRecord | undefined {
  const { shelf, id, now } = desk.options;
  const text = shelf.read(desk.key);
  if (text === desk.known || text === null) return undefined;
  const parsed = parseRecord(text);
  if (parsed.kind === 'record') return parsed.record;
  if (parsed.kind === 'corrupt') {
    const aside = `${KEYS.aside}${id}:${now()}`;
    if (shelf.write(aside, text) === 'written') return void desk.store.setState({ aside });
  }
  desk.locked = true;
  desk.store.setState({ saving: parsed.kind === 'future' ? 'future' : 'full' });
  return undefined;
}

function flush(desk: Desk): void {
  clearTimeout(desk.timer);
  desk.timer = undefined;
  if (desk.locked || !desk.dirty) return;
  const { record, conflict } = desk.store.getState();
  const other = conflict ?? stranger(desk);
  if (desk.locked) return;
  if (!other) return write(desk, record);
  if (sameAttempt(other.attempt, record.attempt)) return write(desk, mergeRecords(record, other, 'other-tab'));
  // this tab changed no text, only marks: the other tab's text is the newer one
  if (sameAttempt(desk.base, record.attempt)) return write(desk, mergeRecords(other, record, 'other-tab'));
  const kept = desk.options.shelf.write(desk.mine, JSON.stringify({ at: record.at, attempt: record.attempt }));
  desk.store.setState({ conflict: other, news: undefined, saving: kept === 'written' ? 'saved' : kept });
}

function set(desk: Desk, record: ExerciseRecord): void {
  const { saving } = desk.store.getState();
  desk.store.setState({ record, saving: saving === 'saved' && !desk.locked ? 'waiting' : saving });
  desk.dirty = true;
  desk.options.changed?.(record);
  if (!desk.locked) desk.timer ??= setTimeout(() => flush(desk), DELAY);
}

function choose(desk: Desk, which: 'this' | 'other'): void {
  const { record, conflict } = desk.store.getState();
  const other = stranger(desk) ?? conflict;
  if (!other) return desk.store.setState({ conflict: undefined, news: undefined });
  desk.known = desk.options.shelf.read(desk.key);
  const [winner, loser] = which === 'this' ? [record, other] : [other, record];
  const merged = mergeRecords(winner, loser, 'other-tab');
  desk.store.setState({ record: merged, conflict: undefined, news: undefined });
  desk.options.changed?.(merged);
  write(desk, merged);
  desk.options.shelf.remove(desk.mine);
}

/** The stored record of one exercise, kept in step with storage and with other tabs. */
export function openJournal(options: JournalOptions): Journal {
  const { shelf, id, tab, now } = options;
  const found = load(options);
  const gathered = gather(options, found.record);
  const { saving, aside } = found;
  const state = { record: gathered.record, saving, conflict: undefined, news: undefined, aside };
  const desk: Desk = {
    options,
    store: createStore<JournalState>(() => state),
    key: KEYS.exercise + id,
    mine: `${KEYS.aside}${id}:tab:${tab}`,
    known: found.text,
    base: gathered.record.attempt,
    locked: saving !== 'saved',
    dirty: false,
    timer: undefined,
  };
  if (gathered.keys.length && !desk.locked) {
    write(desk, gathered.record);
    if (desk.store.getState().saving === 'saved') for (const left of gathered.keys) shelf.remove(left);
  }
  return {
    store: desk.store,
    update(change) {
      const before = desk.store.getState().record;
      const after = change(before);
      if (after !== before) set(desk, { ...after, at: now() });
    },
    flush: () => flush(desk),
    look() {
      if (desk.dirty || desk.locked || desk.store.getState().conflict) return;
      const other = stranger(desk);
      if (other) desk.store.setState({ news: other.at });
    },
    choose: (which) => choose(desk, which),
    replace: (record) => set(desk, { ...record, rev: Math.max(record.rev, desk.store.getState().record.rev) }),
    close: () => flush(desk),
  };
}
