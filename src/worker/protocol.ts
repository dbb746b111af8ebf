import type { Span } from '../engine/base/span.ts';
import type { Attempt, BuildOptions, ContextFact, ExerciseSpec, Files, Result } from '../engine/grade/check.ts';
import type { EvidenceView } from '../engine/grade/view.ts';
import type { Completion, Hover, LanguageQuestion, OfferedFix, OutlineStage } from './language/answer.ts';

/** Name of the error with which the worker refuses a text that is too long; its message is for the learner. */
export const LIMIT = 'LimitError';

export interface ExamineQuestion {
  readonly exercise: ExerciseSpec;
  readonly attempt: Attempt;
}

/** What a page learns about an attempt. Plain data. */
export interface ExamineAnswer {
  readonly view: EvidenceView;
  /** One per check, in the order of the exercise. */
  readonly results: readonly Result[];
  /** Ids of the hints that fit the attempt, in the order of the exercise. */
  readonly hints: readonly string[];
}

/** A workspace without checks: a Dockerfile of the learner's own. */
export interface PlaygroundQuestion {
  readonly files: Files;
  readonly context?: readonly ContextFact[];
  readonly build?: BuildOptions;
}
export interface PlaygroundAnswer {
  readonly view: EvidenceView;
}

/** The worker's functions, as comlink carries them. */
export interface EngineApi {
  /** Answers when the worker's code is loaded. */
  ready(): true;
  /** Loads the image data that the texts refer to; rejects when it cannot be fetched. */
  prepare(question: { readonly files: Files; readonly exercise?: ExerciseSpec }): Promise<void>;
  examine(question: ExamineQuestion): ExamineAnswer;
  playground(question: PlaygroundQuestion): PlaygroundAnswer;
  complete(question: LanguageQuestion): readonly Completion[];
  hover(question: LanguageQuestion): Hover | undefined;
  definition(question: LanguageQuestion): Span | undefined;
  fixes(question: LanguageQuestion & { readonly end: number }): readonly OfferedFix[];
  outline(text: string): readonly OutlineStage[];
}
