import type { Attempt, Files } from '../engine/grade/check.ts';
import { EMPTY_RECORD, RECORD_VERSION, type ExerciseRecord, type KeptVersion } from './exercise-record.ts';
import { attempt as readAttempt, json, list, object, text, whole, type Reader } from './readers.ts';

export type ParsedRecord =
  | { readonly kind: 'record'; readonly record: ExerciseRecord; readonly migrated: boolean }
  | { readonly kind: 'future'; readonly version: number }
  | { readonly kind: 'corrupt' };

type Members = Readonly<Record<string, unknown>>;

/**
 * One step for each old version: data of version n becomes data of version n + 1. Version 0 had no number: texts without
 * modes and a flag for solved. Version 1 knew no answers to predictions: a tab that runs it would drop them, so it must
 * not take the data for its own.
 */
const MIGRATIONS: readonly ((old: Members) => Members)[] = [
  (old) => {
    const texts = Object.entries(object(old['files']) ?? {});
    const files = Object.fromEntries(texts.map(([path, content]) => [path, { text: content, mode: 0o644 }]));
    const at = whole(old['at']) ?? 0;
    return {
      ...EMPTY_RECORD,
      v: 1,
      at,
      attempt: old['files'] === undefined ? null : { files, log: [] },
      solved: old['solved'] === true ? { at, exercise: '' } : null,
    };
  },
  (old) => ({ ...old, v: 2 }),
];

/** Reads stored text of any version. Never throws. */
export function parseRecord(source: string): ParsedRecord {
  let members = object(json(source));
  if (!members) return { kind: 'corrupt' };
  const version = members['v'] === undefined ? 0 : whole(members['v']);
  if (version === undefined) return { kind: 'corrupt' };
  if (version > RECORD_VERSION) return { kind: 'future', version };
  for (const migrate of MIGRATIONS.slice(version)) members = migrate(members);
  const record = readRecord(members);
  return record ? { kind: 'record', record, migrated: version < RECORD_VERSION } : { kind: 'corrupt' };
}

const WHYS: readonly KeptVersion['why'][] = ['passed', 'reset', 'other-tab', 'link', 'import', 'restored'];

const version: Reader<KeptVersion> = (value) => {
  const members = object(value);
  const [at, kept] = [whole(members?.['at']), readAttempt(members?.['attempt'])];
  const why = WHYS.find((known) => known === members?.['why']);
  return at !== undefined && kept && why ? { at, why, attempt: kept } : undefined;
};

function nullable<T>(value: unknown, reader: Reader<T>): T | null | undefined {
  return value === null ? null : reader(value);
}

/** A record of the current version from parsed data; undefined when a member is missing or of a wrong form. */
export const readRecord: Reader<ExerciseRecord> = (value) => {
  const members = object(value) ?? {};
  const [rev, at] = [whole(members['rev']), whole(members['at'])];
  const attempt = nullable(members['attempt'], readAttempt);
  const byHand = nullable(members['byHand'], whole);
  const solved = nullable(members['solved'], (entry) => {
    const [time, exercise] = [whole(object(entry)?.['at']), text(object(entry)?.['exercise'])];
    return time === undefined || exercise === undefined ? undefined : { at: time, exercise };
  });
  const hints = list(members['hints'], text);
  const versions = list(members['versions'], version);
  if (rev === undefined || at === undefined || attempt === undefined || byHand === undefined) return undefined;
  if (solved === undefined || !hints || !versions) return undefined;
  const [skipped, solutionSeen] = [members['skipped'] === true, members['solutionSeen'] === true];
  return { v: RECORD_VERSION, rev, at, attempt, solved, byHand, skipped, hints, solutionSeen, versions };
};

/** True when two sets of files are the same, mode included. */
export function sameFiles(a: Files, b: Files): boolean {
  const paths = Object.keys(a);
  return (
    paths.length === Object.keys(b).length &&
    paths.every((path) => a[path]?.text === b[path]?.text && a[path]?.mode === b[path]?.mode)
  );
}

/** True when two attempts would be judged alike. */
export function sameAttempt(a: Attempt | null, b: Attempt | null): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return sameFiles(a.files, b.files) && JSON.stringify(a.log) === JSON.stringify(b.log) && sameAnswers(a, b);
}

function sameAnswers({ answers: a = {} }: Attempt, { answers: b = {} }: Attempt): boolean {
  const ids = Object.keys(a);
  return ids.length === Object.keys(b).length && ids.every((id) => JSON.stringify(a[id]) === JSON.stringify(b[id]));
}
