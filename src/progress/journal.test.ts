import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Attempt } from '../engine/grade/check.ts';
import { DELAY, openJournal, type Journal } from './journal.ts';
import { EMPTY_RECORD, type ExerciseRecord } from './exercise-record.ts';
import { parseRecord } from './parse-record.ts';
import { shelfOver, type Shelf } from './text-storage.ts';

const ID = 'multi-stage-builds/go';
const KEY = `drydock:exercise:${ID}`;

class FakeStorage extends Map<string, string> {
  full = false;
  get length() {
    return this.size;
  }
  getItem(key: string) {
    return this.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (this.full) throw new DOMException('no room', 'QuotaExceededError');
    this.set(key, value);
  }
  removeItem(key: string) {
    this.delete(key);
  }
  key(at: number) {
    return [...this.keys()][at] ?? null;
  }
}

let storage: FakeStorage;
let shelf: Shelf;
let clock = 0;

beforeEach(() => {
  vi.useFakeTimers();
  storage = new FakeStorage();
  shelf = shelfOver(storage as unknown as Storage);
  clock = 1000;
});
afterEach(() => vi.useRealTimers());

function open(tab: string): Journal {
  return openJournal({ shelf, id: ID, tab, now: () => clock++ });
}
function attemptOf(text: string): Attempt {
  return { files: { Dockerfile: { text, mode: 0o644 } }, log: [] };
}
function type(journal: Journal, text: string): void {
  journal.update((record) => ({ ...record, attempt: attemptOf(text) }));
}
function stored(): ExerciseRecord | undefined {
  const parsed = parseRecord(storage.getItem(KEY) ?? '');
  return parsed.kind === 'record' ? parsed.record : undefined;
}
const textOf = (record: ExerciseRecord | undefined) => record?.attempt?.files['Dockerfile']?.text;

test('typing is written within 300 ms, once, with a higher revision', () => {
  const journal = open('a');
  type(journal, 'FROM a');
  expect(journal.store.getState().saving).toBe('waiting');
  vi.advanceTimersByTime(DELAY - 50);
  type(journal, 'FROM ab');
  expect(stored()).toBeUndefined();
  vi.advanceTimersByTime(50);
  expect([textOf(stored()), stored()?.rev, journal.store.getState().saving]).toEqual(['FROM ab', 1, 'saved']);
});

test('what waits is written when the page goes away', () => {
  const journal = open('a');
  type(journal, 'FROM a');
  journal.flush();
  expect(textOf(stored())).toBe('FROM a');
});

test('a stale writer keeps both texts and asks', () => {
  const [one, two] = [open('one'), open('two')];
  type(one, 'FROM one');
  one.flush();
  type(two, 'FROM two');
  two.flush();
  expect(textOf(two.store.getState().conflict)).toBe('FROM one');
  expect(textOf(two.store.getState().record)).toBe('FROM two');
  expect(textOf(stored())).toBe('FROM one');
  expect(storage.getItem(`drydock:aside:${ID}:tab:two`)).toContain('FROM two');
});

test.each([
  ['this', 'FROM two', 'FROM one'],
  ['other', 'FROM one', 'FROM two'],
] as const)('choosing %s makes it the text and keeps the other as a version', (which, current, kept) => {
  const [one, two] = [open('one'), open('two')];
  type(one, 'FROM one');
  one.flush();
  type(two, 'FROM two');
  two.flush();
  two.choose(which);
  expect(textOf(stored())).toBe(current);
  expect(stored()?.versions.map(({ why, attempt }) => [why, attempt])).toEqual([['other-tab', attemptOf(kept)]]);
  expect(two.store.getState()).toMatchObject({ saving: 'saved', conflict: undefined });
  expect([...storage.keys()]).toEqual([KEY]);
});

test('a text left aside by a tab that closed without an answer comes back as a version', () => {
  const [one, two] = [open('one'), open('two')];
  type(one, 'FROM one');
  one.flush();
  type(two, 'FROM two');
  two.close();
  const third = open('three');
  expect(textOf(third.store.getState().record)).toBe('FROM one');
  expect(third.store.getState().record.versions.map((version) => version.attempt)).toEqual([attemptOf('FROM two')]);
  expect([...storage.keys()]).toEqual([KEY]);
});

test('a tab without changes hears that another one wrote, and can take that over', () => {
  const [one, two] = [open('one'), open('two')];
  type(one, 'FROM one');
  one.flush();
  two.look();
  expect(two.store.getState().news).toBeDefined();
  two.choose('other');
  expect([textOf(two.store.getState().record), two.store.getState().news]).toEqual(['FROM one', undefined]);
});

test('marks set in a stale tab join the newer text without a question', () => {
  const [one, two] = [open('one'), open('two')];
  type(one, 'FROM one');
  one.flush();
  two.update((record) => ({ ...record, hints: ['first'] }));
  two.flush();
  expect(two.store.getState().conflict).toBeUndefined();
  expect([textOf(stored()), stored()?.hints]).toEqual(['FROM one', ['first']]);
});

test('full storage is said, work goes on in memory, and is written once there is room', () => {
  const journal = open('a');
  storage.full = true;
  type(journal, 'FROM a');
  vi.advanceTimersByTime(DELAY);
  expect(journal.store.getState().saving).toBe('full');
  type(journal, 'FROM ab');
  expect(textOf(journal.store.getState().record)).toBe('FROM ab');
  storage.full = false;
  vi.advanceTimersByTime(DELAY);
  expect([textOf(stored()), journal.store.getState().saving]).toEqual(['FROM ab', 'saved']);
});

test('blocked storage is said from the start', () => {
  const blocked: Shelf = {
    open: false,
    read: () => null,
    write: () => 'blocked',
    remove: () => undefined,
    keys: () => [],
  };
  const journal = openJournal({ shelf: blocked, id: ID, tab: 'a', now: () => 1 });
  type(journal, 'FROM a');
  vi.advanceTimersByTime(DELAY);
  expect([journal.store.getState().saving, textOf(journal.store.getState().record)]).toEqual(['blocked', 'FROM a']);
});

test.each(['{"v":1,"rev":', '[]', '{"v":1,"attempt":7}', '\u0000PNG'])(
  'corrupt data %j is kept aside and reported',
  (bad) => {
    storage.setItem(KEY, bad);
    const journal = open('a');
    const { aside, record } = journal.store.getState();
    expect(record).toEqual(EMPTY_RECORD);
    expect(aside && storage.getItem(aside)).toBe(bad);
    type(journal, 'FROM a');
    journal.flush();
    expect([textOf(stored()), storage.getItem(aside ?? '')]).toEqual(['FROM a', bad]);
  },
);

test('corrupt data that cannot be copied is not written over', () => {
  storage.setItem(KEY, 'broken');
  storage.full = true;
  const journal = open('a');
  storage.full = false;
  type(journal, 'FROM a');
  vi.advanceTimersByTime(DELAY);
  expect([storage.getItem(KEY), textOf(journal.store.getState().record)]).toEqual(['broken', 'FROM a']);
});

test('data from the future is left untouched and said', () => {
  const future = JSON.stringify({ v: 99, rev: 4, something: 'new' });
  storage.setItem(KEY, future);
  const journal = open('a');
  type(journal, 'FROM a');
  vi.advanceTimersByTime(DELAY);
  expect([journal.store.getState().saving, storage.getItem(KEY)]).toEqual(['future', future]);
});

test('data from the future that arrives while a tab is open is left untouched too', () => {
  const journal = open('a');
  storage.setItem(KEY, '{"v":99}');
  type(journal, 'FROM a');
  vi.advanceTimersByTime(DELAY);
  expect([journal.store.getState().saving, storage.getItem(KEY)]).toEqual(['future', '{"v":99}']);
});

const predicted = (chosen: readonly string[]): Attempt => ({ ...attemptOf('FROM a'), answers: { touch: chosen } });

test('answers to predictions are stored with the text', () => {
  const journal = open('a');
  journal.update((record) => ({ ...record, attempt: predicted(['[2/2] RUN a']) }));
  journal.flush();
  expect(open('b').store.getState().record.attempt).toEqual(predicted(['[2/2] RUN a']));
});

test('two tabs that answer differently keep both answers and ask', () => {
  const [one, two] = [open('one'), open('two')];
  one.update((record) => ({ ...record, attempt: predicted(['a']) }));
  one.flush();
  two.update((record) => ({ ...record, attempt: predicted([]) }));
  two.flush();
  expect(two.store.getState().conflict?.attempt).toEqual(predicted(['a']));
  two.choose('this');
  expect(stored()?.attempt).toEqual(predicted([]));
  expect(stored()?.versions.map(({ attempt }) => attempt)).toEqual([predicted(['a'])]);
});

test.each([
  ['no map', 7],
  ['an id of another form', { 'a b': [] }],
  ['no list', { a: 'b' }],
  ['an option that is no text', { a: [1] }],
  ['an option that is too long', { a: ['x'.repeat(10_001)] }],
  ['too many options', { a: Array.from({ length: 1001 }, () => 'x') }],
  ['too many predictions', Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`a${at}`, []]))],
])('answers that are %s are put aside like any damaged data', (_, answers) => {
  const broken = JSON.stringify({ ...EMPTY_RECORD, attempt: { ...attemptOf('FROM a'), answers } });
  storage.setItem(KEY, broken);
  const { record, aside } = open('a').store.getState();
  expect([record.attempt, storage.getItem(aside ?? '')]).toEqual([null, broken]);
});

test('version 1, which knew no answers, is read as it is', () => {
  storage.setItem(KEY, JSON.stringify({ ...EMPTY_RECORD, v: 1, attempt: attemptOf('FROM a'), rev: 4 }));
  expect(open('a').store.getState().record).toEqual({ ...EMPTY_RECORD, attempt: attemptOf('FROM a'), rev: 4 });
});

test('version 0 is migrated: texts without modes, a flag for solved', () => {
  storage.setItem(KEY, JSON.stringify({ files: { Dockerfile: 'FROM old' }, solved: true, at: 5 }));
  const journal = open('a');
  expect(journal.store.getState().record).toEqual({
    ...EMPTY_RECORD,
    at: 5,
    attempt: attemptOf('FROM old'),
    solved: { at: 5, exercise: '' },
  });
});
