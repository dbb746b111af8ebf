import { useMemo, useState } from 'react';
import type { Exercise } from '../../content/index.ts';
import type { Attempt, WorkFile } from '../../engine/grade/check.ts';
import type { Journal, JournalState } from '../../progress/journal.ts';
import { EMPTY_RECORD, type ExerciseRecord } from '../../progress/exercise-record.ts';
import { engine, useLive, type ExamineAnswer, type LiveState, type Outcome } from '../../worker/client.ts';
import { recordPassed, renamed, replaceText, withFile, withText } from '../exercise-workspace/attempt-edits.ts';
import { lockedViews, withAnswer } from './prediction-answers.ts';
import { hasBuild } from './has-build.ts';
import { withChanges, type Changes } from '../exercise-workspace/terminal/session/changed-files.ts';
import { useGuest, type Guest } from '../exercise-workspace/use-linked-attempt.ts';
import { useJournal } from '../exercise-workspace/use-journal.ts';
import { verdictOf, type Verdict } from '../exercise-workspace/checks/verdict.ts';

/** True while a question waits whose answer the reasons of the checks may tell. */
function secretsOpen(attempt: Attempt, { view }: ExamineAnswer): boolean {
  return lockedViews(attempt, view.predictions).build;
}

interface Question {
  readonly exercise: Exercise;
  readonly attempt: Attempt;
  /** Where a solved attempt is recorded; undefined for an attempt that came with a link. */
  readonly journal: Journal | undefined;
}

/** Builds and grades; what passes every check is recorded with the answer. */
async function examine({ exercise, attempt, journal }: Question): Promise<Outcome<ExamineAnswer>> {
  const outcome = await engine().examine({ exercise: exercise.spec, attempt });
  if (journal && outcome.status === 'answered' && outcome.value.view.solved)
    recordPassed(journal, attempt, exercise.hash);
  return outcome;
}

interface Judged {
  readonly attempt: Attempt;
  /** The files that were judged, where those of the attempt have gone on. */
  readonly judged: Attempt['files'];
  readonly answer: ExamineAnswer;
}

function leadOf({ spec }: Exercise, { attempt, judged, answer }: Judged): Verdict {
  return verdictOf(answer, judged, { secret: secretsOpen(attempt, answer), builds: hasBuild(spec, judged) });
}

/** True from the verdict that turned to solved until the next verdict. */
function useFresh(verdict: Verdict | undefined): boolean {
  const [last, setLast] = useState<{ verdict: Verdict | undefined; fresh: boolean }>({ verdict, fresh: false });
  if (last.verdict === verdict) return last.fresh;
  const before = last.verdict?.state;
  const fresh = verdict?.state === 'pass' && before !== undefined && before !== 'pass';
  setLast({ verdict, fresh });
  return fresh;
}

export interface ExerciseDesk {
  readonly attempt: Attempt;
  readonly record: ExerciseRecord;
  readonly journal: Journal | undefined;
  readonly state: JournalState | undefined;
  readonly guest: Guest;
  readonly live: LiveState<Question, ExamineAnswer> & { now(): Promise<LiveState<Question, ExamineAnswer>> };
  readonly verdict: Verdict | undefined;
  /** Solved by the last change, not on arrival. */
  readonly fresh: boolean;
  /** Changes the text of a file. */
  write(path: string, text: string): void;
  /** Puts a file in place as it is; null deletes it. */
  put(path: string, file: WorkFile | null): void;
  rename(from: string, to: string): void;
  /** Hands in the answer to a prediction; null takes it back. */
  predict(id: string, chosen: readonly string[] | null): void;
  /** What was typed in the terminal, and files that commands changed. */
  log(log: Attempt['log'], changes: Changes): void;
  /** Changes what is recorded beside the text. */
  note(change: (record: ExerciseRecord) => ExerciseRecord): void;
  /** Puts another text in place (null: the start) and returns how to undo it. */
  replace(attempt: Attempt | null, why: 'reset' | 'restored' | 'link'): () => void;
}

/** The one hook of the exercise page: the attempt as it is stored, and everything derived from it. */
export function useExercise(exercise: Exercise): ExerciseDesk {
  const { journal, state } = useJournal(exercise.id);
  const guest = useGuest();
  const record = state?.record ?? EMPTY_RECORD;
  const start = useMemo((): Attempt => ({ files: exercise.spec.starter, log: [] }), [exercise]);
  const attempt = guest.attempt ?? record.attempt ?? start;
  const foreign = guest.attempt !== undefined;
  const question = useMemo(
    (): Question | undefined => journal && { exercise, attempt, journal: foreign ? undefined : journal },
    [exercise, attempt, journal, foreign],
  );
  const live = useLive(examine, question);
  const verdict = useMemo(
    () => live.answer && leadOf(exercise, { attempt, judged: live.input?.attempt.files ?? {}, answer: live.answer }),
    [exercise, live.answer, live.input, attempt],
  );
  const change = (make: (attempt: Attempt) => Attempt) => {
    if (guest.attempt) guest.set(make(guest.attempt));
    else journal?.update((now) => ({ ...now, skipped: false, attempt: make(now.attempt ?? start) }));
  };
  return {
    attempt,
    record,
    journal,
    state,
    guest,
    live,
    verdict,
    fresh: useFresh(verdict),
    write: (path, text) => change((now) => withText(now, path, text)),
    put: (path, file) => change((now) => withFile(now, path, file)),
    rename: (from, to) => change((now) => renamed(now, from, to)),
    predict: (id, chosen) => change((now) => withAnswer(now, id, chosen)),
    log: (log, changes) => change((now) => ({ ...now, log, files: withChanges(now.files, changes) })),
    note: (make) => journal?.update(make),
    replace(next, why) {
      if (!journal) return () => undefined;
      const before = replaceText(journal, next, why);
      return () => journal.replace(before);
    },
  };
}
