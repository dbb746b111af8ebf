import type { Attempt } from '../engine/grade/check.ts';

/** A text that is no longer the current one and can be looked at and taken back. */
export interface KeptVersion {
  /** Milliseconds since 1970 by the device's clock. */
  readonly at: number;
  /** Why it was kept: it passed, or something else took its place. */
  readonly why: 'passed' | 'reset' | 'other-tab' | 'link' | 'import' | 'restored';
  readonly attempt: Attempt;
}

/** What is stored of one exercise, under one key. Verdicts are derived; only the fact that it was solved is kept. */
export interface ExerciseRecord {
  readonly v: typeof RECORD_VERSION;
  /** Rises by one with every write; tells a stale writer from a current one. */
  readonly rev: number;
  /** Time of the last change, ms since 1970. */
  readonly at: number;
  /** Null: nothing written yet, the starter stands. */
  readonly attempt: Attempt | null;
  /** First time every check passed, with the exercise as it was then. */
  readonly solved: { readonly at: number; readonly exercise: string } | null;
  /** Time at which the learner marked it as done; null: not. */
  readonly byHand: number | null;
  readonly skipped: boolean;
  /** Ids of opened hints, in the order they were opened. */
  readonly hints: readonly string[];
  readonly solutionSeen: boolean;
  readonly versions: readonly KeptVersion[];
}

export const RECORD_VERSION = 2;

/** How far an exercise is. Solved wins over everything: it stays solved. */
export type Mark = 'open' | 'begun' | 'solved' | 'by-hand';

export const EMPTY_RECORD: ExerciseRecord = {
  v: RECORD_VERSION,
  rev: 0,
  at: 0,
  attempt: null,
  solved: null,
  byHand: null,
  skipped: false,
  hints: [],
  solutionSeen: false,
  versions: [],
};

/** The mark of a record. */
export function markOf(record: ExerciseRecord): Mark {
  if (record.solved) return 'solved';
  if (record.byHand !== null) return 'by-hand';
  return record.attempt ? 'begun' : 'open';
}
