import type { Exercise } from '../../content/index.ts';
import type { ExerciseDesk } from './use-exercise.ts';

/** "I think this is right": attempt and evidence as the text of a file for the author of the exercise. */
export function reportOf(exercise: Exercise, desk: ExerciseDesk): string {
  const { answer, input, status, message } = desk.live;
  const report = {
    format: 'drydock-report',
    v: 1,
    exercise: exercise.id,
    hash: exercise.hash,
    attempt: desk.attempt,
    judged: answer && { same: input?.attempt === desk.attempt, results: answer.results, view: answer.view },
    checker: { status, message },
  };
  return `${JSON.stringify(report, undefined, 1)}\n`;
}
