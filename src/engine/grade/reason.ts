import { explain } from '../build/index.ts';
import type { BuildResult, StepResult } from '../build/result.ts';

/** Why a step of a second build ran or did not, in one sentence. */
export function reasonOf(before: BuildResult, after: BuildResult, step: StepResult): string {
  return explain(before, after, step.id).sentence;
}

/** The smallest edit that would have kept a step in the cache; undefined when none is known. */
export function adviceOn(before: BuildResult, after: BuildResult, step: StepResult): string | undefined {
  return explain(before, after, step.id).keep;
}
