import { array, boolean, object, optional, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { isAnyDoubt, doubtOf, unjudged } from '../assumptions.ts';
import { under } from '../judge.ts';
import { steps } from '../params.ts';
import { placeOfStep } from '../build/instruction-spans.ts';
import { describeQuery, findSteps } from '../build/select-steps.ts';

const names = object({ ran: optional(array(string())), skipped: optional(array(string())) });
const params = object({
  ran: optional(steps),
  skipped: optional(steps),
  available: optional(steps),
  native: optional(steps),
  emulated: optional(boolean()),
  names: optional(names),
});
type Params = Infer<typeof params>;

/** Every build runs on this platform; another one is emulated. plan.ts says so. */
const NATIVE = 'linux/amd64';

export default defineCheck({
  summary: 'Which steps and stages run at all, and on which platform.',
  params,
  run(wanted, evidence) {
    const problem = stepProblem(wanted, evidence) ?? platformProblem(wanted, evidence) ?? nameProblem(wanted, evidence);
    if (!problem) return { status: 'passed', message: 'The steps run as asked' };
    const doubt = doubtOf(evidence.build);
    return doubt.everything && isAnyDoubt(doubt) && !wanted.names ? unjudged(doubt) : { status: 'failed', ...problem };
  },
});

/** Each target is a build of as many stages: files with more than a person writes are not searched to the end. */
const MOST_STAGES = 2000;

type Problem = Omit<Finding, 'status'> | undefined;

function stepProblem({ ran, skipped, available }: Params, evidence: Evidence): Problem {
  const all = evidence.build.steps;
  const missing = ran?.find((query) => findSteps(all, query).length === 0);
  if (missing)
    return {
      message: `${capital(describeQuery(missing))} does not run`,
      try: 'Let the target depend on it: what no needed stage asks for is skipped.',
      why: `Skipped: ${skippedNames(evidence).join(', ') || 'no stage'}.`,
    };
  for (const query of skipped ?? []) {
    const step = findSteps(all, query)[0];
    if (step)
      return {
        message: `${capital(describeQuery(query))} runs for this image`,
        try: 'Move it to a stage that the target does not need.',
        why: `${step.plan.name} is one of the ${all.length} steps of the build.`,
        ...placeOfStep(evidence, step.id),
      };
  }
  const absent = available?.find((query) => !isAvailable(evidence, query));
  return absent ? { message: `No target of the file has ${describeQuery(absent)}` } : undefined;
}

function isAvailable(evidence: Evidence, query: Parameters<typeof findSteps>[1]): boolean {
  if (findSteps(evidence.build.steps, query).length) return true;
  const { stages } = evidence.build.evaluation;
  const others = stages.filter((stage) => !stage.reachable && !stage.implicit);
  return others.slice(0, Math.ceil(MOST_STAGES / stages.length)).some((stage) => {
    const target = under(evidence, { target: stage.from?.alias?.value ?? String(stage.index) });
    return findSteps(target.build.steps, query).length > 0;
  });
}

function platformProblem({ native, emulated }: Params, evidence: Evidence): Problem {
  for (const query of native ?? []) {
    const found = findSteps(evidence.build.steps, query);
    const foreign = found.find((step) => step.platform !== NATIVE);
    if (found.length === 0) return { message: `${capital(describeQuery(query))} does not run` };
    if (foreign) return emulation(evidence, foreign);
  }
  const foreign = evidence.build.steps.find((step) => step.plan.kind === 'run' && step.platform !== NATIVE);
  return emulated === false && foreign ? emulation(evidence, foreign) : undefined;
}

function emulation(evidence: Evidence, step: Evidence['build']['steps'][number]): Problem {
  return {
    message: `${step.plan.name} runs under emulation`,
    try: 'Start that stage with FROM --platform=$BUILDPLATFORM and let the compiler target TARGETARCH.',
    why: `It runs for ${step.platform} on a builder of ${NATIVE}.`,
    ...placeOfStep(evidence, step.id),
  };
}

function nameProblem({ names: wanted }: Params, evidence: Evidence): Problem {
  const { stages } = evidence.build.evaluation;
  for (const [list, reachable] of [
    [wanted?.ran, true],
    [wanted?.skipped, false],
  ] as const)
    for (const name of list ?? []) {
      const stage = stages.find((each) => each.name === name.toLowerCase());
      if (!stage) return { message: `There is no stage ${name}` };
      if (stage.reachable !== reachable)
        return { message: `Stage ${name} ${stage.reachable ? 'is built' : 'is skipped'} for this target` };
    }
  return undefined;
}

function skippedNames(evidence: Evidence): string[] {
  return evidence.build.evaluation.stages.flatMap((stage) => (stage.reachable || stage.implicit ? [] : [stage.name]));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
