import type { Evidence, Result } from '../../engine/grade/check.ts';
import type { Answer } from './case.ts';

/** Something that an author has to put right: which answer, and a sentence. */
export interface Complaint {
  /** Folder below the exercise, or the part of its front matter. */
  readonly where: string;
  readonly message: string;
}

/** An answer with what the engine says of it. */
export interface Graded {
  readonly answer: Answer;
  readonly evidence: Evidence;
  readonly results: readonly Result[];
  readonly hints: readonly string[];
}

/** Distance that goals keep from figures that are assumed. */
export const DISTANCE = 0.15;
