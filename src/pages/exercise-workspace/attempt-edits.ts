import type { Attempt, Files, WorkFile } from '../../engine/grade/check.ts';
import type { Journal } from '../../progress/journal.ts';
import type { ExerciseRecord, KeptVersion } from '../../progress/exercise-record.ts';
import { sameAttempt } from '../../progress/parse-record.ts';
import { keep, keepCurrent } from '../../progress/kept-versions.ts';

/** The attempt with one file put in place as it is; null deletes it. */
export function withFile(attempt: Attempt, path: string, file: WorkFile | null): Attempt {
  const { [path]: _old, ...others } = attempt.files;
  return { ...attempt, files: file ? { ...attempt.files, [path]: file } : others };
}

/** The attempt with the text of one file changed; its mode stays. */
export function withText(attempt: Attempt, path: string, text: string): Attempt {
  return withFile(attempt, path, { text, mode: attempt.files[path]?.mode ?? 0o644 });
}

/** The attempt with one file under another name, in the same place of the order. */
export function renamed(attempt: Attempt, from: string, to: string): Attempt {
  const files: Files = Object.fromEntries(
    Object.entries(attempt.files).map(([path, file]) => [path === from ? to : path, file]),
  );
  return { ...attempt, files };
}

/** Records that an attempt passed every check: solved stays solved, and the text is kept as a version. */
export function recordPassed(journal: Journal, attempt: Attempt, exercise: string): void {
  journal.update((record) => {
    if (record.solved && record.versions.some((version) => sameAttempt(version.attempt, attempt))) return record;
    const at = Date.now();
    return {
      ...record,
      skipped: false,
      solved: record.solved ?? { at, exercise },
      versions: keep(record.versions, { at, why: 'passed', attempt }),
    };
  });
}

/** Puts another attempt (null: the start) in place of the text, which is kept as an earlier version. Returns the record before. */
export function replaceText(journal: Journal, attempt: Attempt | null, why: KeptVersion['why']): ExerciseRecord {
  const before = journal.store.getState().record;
  journal.update((record) => ({ ...keepCurrent(record, why, Date.now()), attempt }));
  return before;
}
