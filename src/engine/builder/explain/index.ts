import { build } from '../build.ts';
import { keepCached } from './keep-cached.ts';
import { comparisonOf, reason, type Reason } from './reason.ts';
import type { BuildResult } from '../result.ts';

export interface Explanation extends Reason {
  /** The smallest edit that would have kept it in the cache, when one is known that does: it was tried by building both versions with it. */
  readonly keep?: string;
}

/**
 * Why a step of `after` could not be taken from the cache of `before`: the chain of causes down to the file, argument or line
 * that began it. Also for a step that was cached all the same (an older build had it): then the chain says what differs.
 */
export function explain(before: BuildResult, after: BuildResult, stepId: string): Explanation {
  const { chain, sentence } = reason(before, after, stepId);
  const comparison = comparisonOf(before, after);
  const step = comparison.after.steps.get(stepId);
  const keep =
    step && chain.length ? keepCached({ before, after, step, chain, build, pairs: comparison.pairs }) : undefined;
  return { chain, sentence, ...(keep === undefined ? {} : { keep }) };
}
