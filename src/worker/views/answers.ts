import type { Evidence, ExerciseSpec, Files } from '../../engine/grade/check.ts';
import type { EngineApi, Subject } from '../protocol.ts';
import { specOf } from '../spec-of.ts';
import { listingOf, sceneOf } from './listing.ts';
import { explainOf, rebuildOf } from './rebuild.ts';

/** What the build views ask. `examine` remembers builds, so that most answers are read off one that is there. */
export function viewAnswers(
  examine: (exercise: ExerciseSpec, files: Files) => Evidence,
): Pick<EngineApi, 'rebuild' | 'explain' | 'listing' | 'scene'> {
  const evidenceOf = (subject: Subject, files = subject.files) =>
    examine('exercise' in subject ? subject.exercise : specOf(subject), files);
  return {
    rebuild: ({ subject, before }) => rebuildOf(evidenceOf(subject), evidenceOf(subject, before)),
    explain: ({ subject, before, step }) =>
      explainOf(evidenceOf(subject), { before: evidenceOf(subject, before), step }),
    listing: (question) => listingOf(evidenceOf(question.subject).build, question),
    scene: ({ subject, step }) => sceneOf(evidenceOf(subject).build, step),
  };
}
