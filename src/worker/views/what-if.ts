import type { Evidence, Rebuild } from '../../engine/grade/check.ts';
import type { StepView } from '../../engine/grade/view.ts';
import { summarise } from '../../engine/index.ts';
import type { Subject } from '../protocol.ts';

/** What would a second build of `subject` do on the cache of the first, after `change`? Nothing of the workspace changes. */
export interface WhatIfQuestion {
  readonly subject: Subject;
  readonly change: Pick<Rebuild, 'files' | 'args' | 'target'>;
}

/** Plain data. Times in virtual ms. */
export interface WhatIfAnswer {
  /** Why there is nothing to compare, in BuildKit's words; of the first build or of the second. */
  readonly error: { readonly of: 'first' | 'second'; readonly message: string } | undefined;
  /** Steps of the second build, those that only pull a base image left out. */
  readonly steps: readonly Pick<StepView, 'id' | 'name' | 'status' | 'ms' | 'cause'>[];
  /** What the second build takes, and the first one with an empty cache. */
  readonly ms: number;
  readonly cold: number;
  /** What the answer rests on and is not simulated. */
  readonly notSimulated: readonly string[];
}

/** Builds again after a change, on the cache that the build of `evidence` left. */
export function whatIf(evidence: Evidence, change: WhatIfQuestion['change']): WhatIfAnswer {
  const { build: first } = evidence;
  const build = first.ok ? evidence.rebuild({ ...change, warm: true }) : first;
  const exercise = { ...evidence.exercise, predictions: [], secrets: {} };
  const { steps } = summarise({ ...evidence, exercise, build, notSimulated: build.notSimulated }, []);
  return {
    error: build.error && { of: first.ok ? 'second' : 'first', message: build.error.message },
    steps: first.ok ? steps.filter(({ kind }) => kind !== 'from').map(shown) : [],
    ms: build.ms,
    cold: first.ms,
    notSimulated: build.notSimulated.map(({ what }) => what),
  };
}

function shown({ id, name, status, ms, cause }: StepView): WhatIfAnswer['steps'][number] {
  return { id, name, status, ms, ...(cause ? { cause } : {}) };
}
