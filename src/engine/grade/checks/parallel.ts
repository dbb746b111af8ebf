import { array, object, optional, string } from '../../base/schema.ts';
import type { BuildResult, StepResult } from '../../builder/result.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOfSteps, unlessDoubtful } from '../assumptions.ts';
import { before } from '../build/step-order.ts';
import { formatMs, step } from '../params.ts';
import { placeOfStep } from '../build/instruction-spans.ts';
import { called, describeQuery, findSteps } from '../build/select-steps.ts';

export default defineCheck({
  summary: 'Steps or stages that do not wait for one another.',
  params: object({
    steps: optional(array(step, { min: 2 })),
    stages: optional(array(string({ min: 1 }), { min: 2 })),
  }),
  run({ steps = [], stages = [] }, evidence) {
    const { build } = evidence;
    // Names of stages and their order are in the text; which step does something may hang on what is not simulated.
    const sure = (finding: Finding): Finding => (steps.length ? unlessDoubtful(doubtOfSteps(build), finding) : finding);
    const sought = [
      ...steps.map((query) => ({ words: describeQuery(query), found: findSteps(build.steps, query) })),
      ...stages.map((name) => ({ words: `stage ${name}`, found: firstWork(build, name) })),
    ];
    const missing = sought.find(({ found }) => found.length === 0);
    if (missing)
      return sure({
        status: 'failed',
        message: `${capital(missing.words)} does not run`,
        try: 'Let the target depend on it: what no needed stage asks for is skipped.',
      });
    const order = before(build);
    const found = sought.map((each) => each.found.slice(0, MOST));
    const chosen = choose(found, order);
    if (!chosen) return sure(waiting(evidence, found, order));
    return { status: 'passed', message: `${chosen.map(called).join(' and ')} do not wait for one another` };
  },
});

/** Steps of one query that are looked at: a query is meant to find one or two. */
const MOST = 6;

type Order = ReturnType<typeof before>;

/** The first RUN of a stage, or its first step of any kind: from there on it works. */
function firstWork({ steps, evaluation }: BuildResult, name: string): readonly StepResult[] {
  const stage = evaluation.stages.find((each) => each.name === name.toLowerCase() && !each.implicit);
  const own = steps.filter(({ plan }) => plan.stage === stage?.index && plan.kind !== 'from');
  return [own.find(({ plan }) => plan.kind === 'run') ?? own[0]].flatMap((each) => each ?? []);
}

/** One step of each list, none of which has to wait for another; undefined when there are none such. */
function choose(lists: readonly (readonly StepResult[])[], order: Order): readonly StepResult[] | undefined {
  const [list, ...rest] = lists;
  if (!list) return [];
  for (const each of list) {
    const free = rest.map((other) =>
      other.filter(({ id }) => id !== each.id && !order(each.id, id) && !order(id, each.id)),
    );
    const others = free.every((other) => other.length) ? choose(free, order) : undefined;
    if (others) return [each, ...others];
  }
  return undefined;
}

function waiting(evidence: Evidence, lists: readonly (readonly StepResult[])[], order: Order): Finding {
  const all = lists.flatMap((list) => list.slice(0, 1));
  const pairs = all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));
  const [one, other] = pairs.find(([a, b]) => a.id === b.id || order(a.id, b.id) || order(b.id, a.id)) ?? [];
  if (!one || !other) return { status: 'failed', message: 'The steps wait for one another' };
  if (one.id === other.id)
    return {
      status: 'failed',
      message: `${called(one)} does the work of both`,
      try: 'Give each its own stage: steps of one stage run one after the other, stages side by side.',
      ...placeOfStep(evidence, one.id),
    };
  const [first, second] = order(one.id, other.id) ? [one, other] : [other, one];
  return {
    status: 'failed',
    message: `${called(second)} waits for ${called(first)}`,
    try:
      first.plan.stage === second.plan.stage
        ? 'Give each its own stage: steps of one stage run one after the other, stages side by side.'
        : 'Start both stages from what they share, and let neither take anything from the other before its own work.',
    why: `${called(first)} takes ${formatMs(first.ms)}; only then the other can begin.`,
    ...placeOfStep(evidence, second.id),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
