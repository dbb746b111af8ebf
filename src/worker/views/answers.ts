import type { Evidence, ExerciseSpec, Files } from '../../engine/grade/check.ts';
import type { EngineApi, Subject } from '../protocol.ts';
import { specOf } from '../spec-of.ts';
import { listingOf, sceneOf, type Built } from './listing.ts';
import { rebuildOf } from './rebuild.ts';

/** What the build views ask. `examine` remembers builds, so that most answers are read off one that is there. */
export function viewAnswers(
  examine: (exercise: ExerciseSpec, files: Files) => Evidence,
): Pick<EngineApi, 'rebuild' | 'listing' | 'scene'> {
  const evidenceOf = (subject: Subject, files = subject.files) =>
    examine('exercise' in subject ? subject.exercise : specOf(subject), files);
  const builtOf = (subject: Subject): Built => evidenceOf(subject);
  return {
    rebuild: ({ subject, before }) => rebuildOf(evidenceOf(subject), evidenceOf(subject, before)),
    listing: (question) => listingOf(builtOf(question.subject), question),
    scene: ({ subject, step }) => sceneOf(builtOf(subject), step),
  };
}
