import { lastStep } from '../cache/cache.ts';
import type { Cause, FileCause, LastBuild, LastStep } from './cause.ts';
import { causeOf, compareBuilds, type Comparison } from './find-causes.ts';
import { inputOf } from '../cache/inputs.ts';
import type { BuildResult } from '../result.ts';
import { sentenceOf } from './cause-sentence.ts';

/** Why a step ran. */
export interface Reason {
  /** From the step itself to the root: each is the cause of the one before. Empty when nothing that it is made of changed. */
  readonly chain: readonly Cause[];
  /** `[3/5] RUN npm ci ran because [2/5] COPY . . changed, because src/app.js changed.` Markdown: paths are code. */
  readonly sentence: string;
}

/** The chain and its sentence alone: nothing is built for it, so that it can be asked for every step. */
export function reason(before: BuildResult, after: BuildResult, stepId: string): Reason {
  const comparison = comparisonOf(before, after);
  const step = comparison.after.steps.get(stepId);
  if (!step || (step.status === 'cached' && comparison.pairs.get(stepId)?.key === step.key))
    return { chain: [], sentence: step ? `${step.name} came from the cache.` : '' };
  const chain = causeChain(step, comparison);
  return { chain, sentence: sentenceOf(step, chain) };
}

const compared = new WeakMap<BuildResult, WeakMap<BuildResult, Comparison>>();

/** Two builds side by side. Remembered. */
export function comparisonOf(before: BuildResult, after: BuildResult): Comparison {
  const known = compared.get(after) ?? new WeakMap<BuildResult, Comparison>();
  compared.set(after, known);
  const elsewhere = inputOf(after)?.input.cacheFrom !== undefined;
  const made = known.get(before) ?? { ...compareBuilds(asLast(before), asLast(after)), elsewhere };
  known.set(before, made);
  return made;
}

/** A build as it is compared with another. */
function asLast({ steps, evaluation }: BuildResult): LastBuild {
  return { steps: new Map(steps.map((step) => [step.id, lastStep(step, evaluation)])) };
}

/** Follows the causes from a step to their root. */
export function causeChain(step: LastStep, comparison: Comparison): Cause[] {
  const chain: Cause[] = [];
  const seen = new Set<string>();
  for (let at: LastStep | undefined = step; at && !seen.has(at.id);) {
    seen.add(at.id);
    const cause = causeOf(at, comparison);
    chain.push(cause);
    if (cause.kind === 'step') at = comparison.after.steps.get(cause.id);
    else if (cause.kind === 'file' && cause.source !== undefined) {
      at = makerOf(cause, at, comparison);
      if (at) chain.push({ kind: 'step', id: at.id, name: at.name });
    } else at = undefined;
  }
  return chain;
}

/** The step of another stage that made a file differ: the last one there whose own result changed. */
function makerOf(cause: FileCause, step: LastStep, { after, pairs }: Comparison): LastStep | undefined {
  const stage = step.recipe.sources.find((source) => source.name === cause.source)?.stage;
  if (stage === undefined) return undefined;
  const steps = [...after.steps.values()].filter((one) => one.stage === stage && one.kind !== 'from');
  return steps.findLast((one) => pairs.get(one.id)?.key !== one.key);
}
