import type { Cause, LastStep } from './cause.ts';
import type { BuildResult } from './result.ts';

/** The smallest edit that would have kept a step in the cache; undefined when none is known that does. */
export function keepCached(what: {
  before: BuildResult;
  after: BuildResult;
  step: LastStep;
  chain: readonly Cause[];
}): string | undefined {
  return what.chain.some(({ kind }) => kind === 'no-cache') ? 'Build without `--no-cache`.' : undefined;
}
