import type { Evidence, ExerciseSpec, HintSpec, Result } from './check.ts';
import { judge, resultOf } from './judge.ts';

/** The result of every check of the exercise, in its order. Never throws for anything a learner wrote. */
export function grade(exercise: ExerciseSpec, evidence: Evidence): readonly Result[] {
  return exercise.checks.map((check) => resultOf(check, evidence));
}

/** Ids of the hints whose conditions all hold on this evidence, in the order of the exercise. */
export function hints(exercise: ExerciseSpec, evidence: Evidence): readonly string[] {
  return exercise.hints.filter((hint) => fires(hint, evidence)).map((hint) => hint.id);
}

function fires(hint: HintSpec, evidence: Evidence): boolean {
  return hint.when.every(({ kind, with: params, expect }) => judge(kind, params, evidence).status === expect);
}
