import type { BuildResult, StepResult } from '../build/result.ts';

/** Why a step of a second build ran or did not, in one sentence. */
export function reasonOf(_before: BuildResult, _after: BuildResult, step: StepResult): string {
  return step.status === 'cached' ? `${step.plan.name} is taken from the cache.` : `${step.plan.name} runs again.`;
}
