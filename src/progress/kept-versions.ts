import type { Attempt } from '../engine/grade/check.ts';
import type { ExerciseRecord, KeptVersion } from './exercise-record.ts';
import { sameAttempt } from './parse-record.ts';

/** Most versions of an exercise, and most characters of text in all of them; the newest is kept whatever its size. */
const MOST = { versions: 12, text: 400_000 };

function weight(attempt: Attempt): number {
  return (
    Object.values(attempt.files).reduce((sum, file) => sum + file.text.length, 0) +
    attempt.log.reduce((sum, entry) => sum + entry.text.length, 0) +
    JSON.stringify(attempt.answers ?? {}).length
  );
}

/** Adds a version, newest first. The same text is not kept twice; the oldest go when there are too many. */
export function keep(versions: readonly KeptVersion[], version: KeptVersion): readonly KeptVersion[] {
  const others = versions.filter((other) => !sameAttempt(other.attempt, version.attempt));
  let room = MOST.text - weight(version.attempt);
  const kept = others.slice(0, MOST.versions - 1).filter((other) => {
    room -= weight(other.attempt);
    return room >= 0;
  });
  return [version, ...kept];
}

/** The record with its present text put among the versions, unless there is none. */
export function keepCurrent(record: ExerciseRecord, why: KeptVersion['why'], at: number): ExerciseRecord {
  if (!record.attempt) return record;
  return { ...record, versions: keep(record.versions, { at, why, attempt: record.attempt }) };
}

/**
 * Two records of one exercise as one: `winner` gives the text, the text of `other` goes among the versions, and what was
 * reached in either stays reached.
 */
export function mergeRecords(winner: ExerciseRecord, other: ExerciseRecord, why: KeptVersion['why']): ExerciseRecord {
  let versions = winner.versions;
  for (const version of other.versions.toReversed())
    if (!versions.some((known) => sameAttempt(known.attempt, version.attempt))) versions = keep(versions, version);
  versions = versions.toSorted((a, b) => b.at - a.at);
  if (other.attempt && !sameAttempt(other.attempt, winner.attempt))
    versions = keep(versions, { at: other.at, why, attempt: other.attempt });
  return {
    ...winner,
    rev: Math.max(winner.rev, other.rev),
    at: Math.max(winner.at, other.at),
    attempt: winner.attempt ?? other.attempt,
    solved: winner.solved ?? other.solved,
    byHand: winner.byHand ?? other.byHand,
    skipped: winner.skipped || other.skipped,
    hints: [...new Set([...winner.hints, ...other.hints])],
    solutionSeen: winner.solutionSeen || other.solutionSeen,
    versions,
  };
}
