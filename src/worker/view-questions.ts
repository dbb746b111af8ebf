import type { Evidence, ExerciseSpec, Files } from '../engine/grade/check.ts';
import type { EngineApi, Subject } from './protocol.ts';
import { specOf } from './spec-of.ts';

/** What answers the build views: a chunk of its own, brought before their first question. */
export type ViewsPart = typeof import('./views/index.ts');

interface Asked {
  /** `examine` remembers builds, so that most answers are read off one that is there. */
  examine(exercise: ExerciseSpec, files: Files): Evidence;
  /** The answer, unless something was missing while it was worked out. */
  settled<T>(answer: T): T;
}

/** What the build views ask. `part` throws while it is not there. */
export function viewQuestions(
  part: () => ViewsPart,
  { examine, settled }: Asked,
): Pick<EngineApi, 'rebuild' | 'explain' | 'listing' | 'scene' | 'whatIf'> {
  const evidenceOf = (subject: Subject, files = subject.files) =>
    examine('exercise' in subject ? subject.exercise : specOf(subject), files);
  return {
    rebuild: ({ subject, before }) => settled(part().rebuildOf(evidenceOf(subject), evidenceOf(subject, before))),
    explain: ({ subject, before, step }) =>
      settled(part().explainOf(evidenceOf(subject), { before: evidenceOf(subject, before), step })),
    listing: (question) => part().listingOf(evidenceOf(question.subject).build, question),
    scene: ({ subject, step }) => part().sceneOf(evidenceOf(subject).build, step),
    whatIf: ({ subject, change }) => settled(part().whatIf(evidenceOf(subject), change)),
  };
}
