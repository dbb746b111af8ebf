import { number, object, optional } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { BuildResult, StepResult } from '../../builder/result.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOf, unlessDoubtful } from '../assumptions.ts';
import { afterEdit } from '../build/edit.ts';
import { changeShape, duration, formatMs, msOf, rebuildOf } from '../params.ts';
import { placeOfStep } from '../build/instruction-spans.ts';
import { adviceOn } from '../advice/cache-advice.ts';
import { reasonOf } from '../build/step-reason.ts';
import { called } from '../build/select-steps.ts';

/** Durations are modelled: nearer to the limit than this, a failure is not held against the learner. */
const DISTANCE = 0.15;

const params = object({
  ...changeShape,
  max: optional(duration),
  percent: optional(
    number({ min: 1, max: 100, description: 'at most this share of what the starter takes after the same edit' }),
  ),
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary: 'How long a second build takes after an edit, on the cache of the first, in virtual time.',
  params,
  run(wanted, evidence) {
    const limit = limitOf(wanted, evidence);
    if (limit === undefined)
      return { status: 'error', message: 'The check has no limit: give max, or a percent of a starter that builds' };
    const made = afterEdit(evidence, wanted, { warm: true });
    if (made.finding) return made.finding;
    const { build, words } = made;
    const state = `After ${words} a build takes ${formatMs(build.ms)}`;
    if (build.ms <= limit) return unlessDoubtful(doubtOf(build), { status: 'passed', message: state });
    if (build.ms <= limit * (1 + DISTANCE))
      return {
        status: 'not-simulated',
        message: `${state}, too near to ${formatMs(limit)} to judge`,
        why: 'Durations are modelled, not measured.',
      };
    return unlessDoubtful(doubtOf(build), tooSlow(evidence, build, `${state}, more than ${formatMs(limit)}`));
  },
});

function limitOf({ max, percent, ...edit }: Params, evidence: Evidence): number | undefined {
  const starter = percent === undefined ? undefined : evidence.starter({ ...rebuildOf(edit), warm: true });
  const share = starter?.ok && percent !== undefined ? (starter.ms * percent) / 100 : undefined;
  if (percent !== undefined && share === undefined) return undefined;
  const limits = [...(max === undefined ? [] : [msOf(max)]), ...(share === undefined ? [] : [share])];
  return limits.length ? Math.min(...limits) : undefined;
}

function tooSlow(evidence: Evidence, build: BuildResult, message: string): Finding {
  const slowest = build.steps.reduce<StepResult | undefined>(
    (most, step) => (step.ms > (most?.ms ?? 0) ? step : most),
    undefined,
  );
  return {
    status: 'failed',
    message,
    try: 'Let what changes seldom come first, so that the slow steps are taken from the cache.',
    advise: () => slowest && adviceOn(evidence.build, build, slowest),
    ...(slowest
      ? {
          why: `The longest step is ${called(slowest)} with ${formatMs(slowest.ms)}. ${reasonOf(evidence.build, build, slowest)}`,
          ...placeOfStep(evidence, slowest.id),
        }
      : {}),
  };
}
