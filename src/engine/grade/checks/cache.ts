import { number, object, optional } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { BuildResult, StepResult } from '../../build/result.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOf, unlessDoubtful } from '../doubt.ts';
import { changeShape, rebuildOf, steps } from '../params.ts';
import type { StepQuery } from '../params.ts';
import { placeOfStep } from '../places.ts';
import { describeQuery, findSteps } from '../select.ts';

const params = object({
  files: changeShape.files,
  args: changeShape.args,
  cached: optional(steps),
  reruns: optional(steps),
  'max-reruns': optional(number({ min: 0, integer: true })),
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary: 'A second build on the cache of the first, after an edit: what is reused and what runs again.',
  params,
  run(wanted, evidence) {
    const second = evidence.rebuild({ ...rebuildOf(wanted), warm: true });
    const edit = [...Object.keys(wanted.files ?? {}), ...Object.keys(wanted.args ?? {})].join(' and ') || 'nothing';
    if (!second.ok)
      return {
        status: 'failed',
        message: `After an edit of ${edit} the build fails`,
        why: second.error?.message ?? '',
      };
    return unlessDoubtful(doubtOf(evidence.build), verdict(wanted, { evidence, second, edit }));
  },
});

interface Rebuilt {
  readonly evidence: Evidence;
  readonly second: BuildResult;
  readonly edit: string;
}

function verdict({ cached, reruns, 'max-reruns': max }: Params, { evidence, second, edit }: Rebuilt): Finding {
  const again = second.steps.filter((step) => step.status !== 'cached' && isWork(step));
  const ids = new Set(again.map((step) => step.id));
  const known = new Set(second.steps.map((step) => step.id));
  for (const [queries, wantCached] of [
    [cached, true],
    [reruns, false],
  ] as const)
    for (const query of queries ?? []) {
      const found = findSteps(evidence.build.steps, query);
      if (found.length === 0) return absent(query);
      const wrong = found.find((step) => (ids.has(step.id) || !known.has(step.id)) === wantCached);
      if (wrong) return unexpected(wrong, { evidence, second, edit }, wantCached);
    }
  if (max !== undefined && again.length > max)
    return {
      status: 'failed',
      message: `After an edit of ${edit} ${count(again.length)} again, more than ${max}`,
      try: 'Order the steps by how often their inputs change.',
      why: `Again: ${again
        .map((step) => step.plan.name)
        .slice(0, 4)
        .join(', ')}.`,
      ...placeOfStep(evidence, again[0]?.id),
    };
  return { status: 'passed', message: `After an edit of ${edit} ${count(again.length)} again` };
}

function isWork(step: StepResult): boolean {
  return step.plan.kind === 'run' || step.plan.kind === 'copy' || step.plan.kind === 'add';
}

function count(steps_: number): string {
  return steps_ === 1 ? 'one step runs' : `${steps_} steps run`;
}

function absent(query: StepQuery): Finding {
  return { status: 'failed', message: `The build has no step like this: ${describeQuery(query)}` };
}

function unexpected(step: StepResult, { evidence, second, edit }: Rebuilt, wantCached: boolean): Finding {
  const first = second.steps.find((each) => each.status !== 'cached' && isWork(each));
  const place = placeOfStep(evidence, step.id);
  if (!wantCached)
    return {
      status: 'failed',
      message: `After an edit of ${edit} ${step.plan.name} is taken from the cache`,
      ...place,
    };
  return {
    status: 'failed',
    message: `After an edit of ${edit} ${step.plan.name} runs again`,
    try: 'Copy only what this step reads before it, and the rest after it.',
    ...(first ? { why: `The first step that does not come from the cache is ${first.plan.name}.` } : {}),
    ...place,
  };
}
