import { reason } from '../../builder/explain/reason.ts';
import type { BuildResult, StepResult } from '../../builder/result.ts';

/** Why a step of a second build ran or did not, in one sentence. */
export function reasonOf(before: BuildResult, after: BuildResult, step: StepResult): string {
  return reason(before, after, step.id).sentence;
}
