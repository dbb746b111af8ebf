import type { ExerciseSpec } from '../engine/grade/check.ts';
import type { PlaygroundQuestion } from './protocol.ts';

/** A workspace without checks as an exercise without any. */
export function specOf({ context = [], build = {} }: PlaygroundQuestion): ExerciseSpec {
  return { id: 'playground', context, build, secrets: {}, checks: [], hints: [], starter: {} };
}
