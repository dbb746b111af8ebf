import { expect, test } from 'vitest';
import { EMPTY_RECORD, type ExerciseRecord } from './exercise-record.ts';
import type { Shelf } from './text-storage.ts';
import { exportProgress, importProgress, resetProgress } from './transfer.ts';

function shelfWith(entries: Readonly<Record<string, string>> = {}): Shelf & { readonly all: Map<string, string> } {
  const all = new Map(Object.entries(entries));
  return {
    all,
    open: true,
    read: (key) => all.get(key) ?? null,
    write: (key, text) => (all.set(key, text), 'written'),
    remove: (key) => void all.delete(key),
    keys: (prefix) => [...all.keys()].filter((key) => key.startsWith(prefix)),
  };
}
function record(text: string, at: number, more: Partial<ExerciseRecord> = {}): ExerciseRecord {
  return { ...EMPTY_RECORD, at, attempt: { files: { Dockerfile: { text, mode: 0o644 } }, log: [] }, ...more };
}
const KEY = 'drydock:exercise:a/b';

test('what is exported comes in again on another device', () => {
  const from = shelfWith({ [KEY]: JSON.stringify(record('FROM a', 5)) });
  const to = shelfWith();
  expect(importProgress(to, exportProgress(from, 9))).toEqual({ ok: true, taken: ['a/b'], refused: [] });
  expect(JSON.parse(to.all.get(KEY) ?? '')).toEqual({ ...record('FROM a', 5), rev: 1 });
});

test('of two texts the newer one stands and the other is kept; solved stays solved', () => {
  const here = shelfWith({ [KEY]: JSON.stringify(record('FROM new', 9)) });
  const there = shelfWith({ [KEY]: JSON.stringify(record('FROM old', 5, { solved: { at: 5, exercise: 'x' } })) });
  importProgress(here, exportProgress(there, 10));
  const merged = JSON.parse(here.all.get(KEY) ?? '') as ExerciseRecord;
  expect(merged.attempt?.files['Dockerfile']?.text).toBe('FROM new');
  expect(merged.versions.map((version) => version.attempt.files['Dockerfile']?.text)).toEqual(['FROM old']);
  expect(merged.solved).toEqual({ at: 5, exercise: 'x' });
});

test('unreadable data goes along in an export and is not written over by an import', () => {
  const shelf = shelfWith({ [KEY]: 'broken' });
  expect(JSON.parse(exportProgress(shelf, 1))).toMatchObject({ exercises: {}, aside: { [KEY]: 'broken' } });
  const other = shelfWith({ [KEY]: JSON.stringify(record('FROM a', 5)) });
  expect(importProgress(shelf, exportProgress(other, 1))).toEqual({ ok: true, taken: [], refused: ['a/b'] });
  expect(shelf.all.get(KEY)).toBe('broken');
});

test.each([
  ['not json', 'This is not a progress file'],
  ['{"format":"other"}', 'This is not a progress file'],
  ['{"format":"drydock-progress","exercises":7}', 'The list of exercises'],
  ['{"format":"drydock-progress","v":99,"exercises":{}}', 'The file comes from a newer Drydock'],
  ['x'.repeat(20_000_001), 'The file is larger than 20 MB'],
])('%.60s is refused with a reason', (source, reason) => {
  const report = importProgress(shelfWith(), source);
  expect(report.ok ? '' : report.reason).toContain(reason);
});

test('a record of a wrong form or a strange id is refused, the others are taken', () => {
  const source = JSON.stringify({
    format: 'drydock-progress',
    v: 1,
    exercises: { 'a/b': record('FROM a', 1), 'a/c': { v: 1 }, '../x': record('FROM a', 1), __proto__x: 1 },
  });
  expect(importProgress(shelfWith(), source)).toEqual({
    ok: true,
    taken: ['a/b'],
    refused: ['a/c', '../x', '__proto__x'],
  });
});

test('predictions travel with an export; answers of a wrong form are refused', () => {
  const predicted = record('FROM a', 5);
  const attempt = { files: {}, log: [], ...predicted.attempt, answers: { touch: ['[2/2] RUN a'] } };
  const broken = { ...attempt, answers: { touch: 7 } };
  const from = shelfWith({ [KEY]: JSON.stringify({ ...predicted, attempt }) });
  const to = shelfWith();
  const file = JSON.parse(exportProgress(from, 9)) as { exercises: Record<string, unknown> };
  file.exercises['a/c'] = { ...predicted, attempt: broken };
  expect(importProgress(to, JSON.stringify(file))).toEqual({ ok: true, taken: ['a/b'], refused: ['a/c'] });
  expect((JSON.parse(to.all.get(KEY) ?? '') as ExerciseRecord).attempt).toEqual(attempt);
});

test('a reset can be undone', () => {
  const shelf = shelfWith({ [KEY]: 'one', 'drydock:exercise:a/c': 'two', 'drydock:settings': 's' });
  const undo = resetProgress(shelf);
  expect([...shelf.all.keys()]).toEqual(['drydock:settings']);
  undo();
  expect(shelf.all.get(KEY)).toBe('one');
});
