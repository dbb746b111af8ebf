import { explain } from '../../builder/explain/index.ts';
import type { BuildResult, StepResult } from '../../builder/result.ts';

const known = new WeakMap<BuildResult, WeakMap<BuildResult, Map<string, string | undefined>>>();

/** The smallest edit that would have kept a step in the cache; undefined when none is known. Remembered: to find it takes builds. */
export function adviceOn(before: BuildResult, after: BuildResult, step: StepResult): string | undefined {
  const byBefore = known.get(after) ?? new WeakMap<BuildResult, Map<string, string | undefined>>();
  known.set(after, byBefore);
  const bySteps = byBefore.get(before) ?? new Map<string, string | undefined>();
  byBefore.set(before, bySteps);
  if (!bySteps.has(step.id)) bySteps.set(step.id, explain(before, after, step.id).keep);
  return bySteps.get(step.id);
}
