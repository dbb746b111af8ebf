import type { StepResult } from '../../builder/result.ts';
import { basename, dirname } from '../../files/index.ts';
import { absentMount } from './absent-path.ts';
import type { Evidence, Finding } from '../check.ts';

/** What to say of a COPY, ADD or bind mount whose source is not there: where it was looked for, and what lies there instead. */
export function missingSource(evidence: Evidence, step: StepResult, message: string): Partial<Finding> | undefined {
  const path = /"(\/[^"]*)": not found$/.exec(message)?.[1];
  const { plan } = step;
  if (plan.kind === 'run') return UNKEYED.test(message) ? absentMount(evidence, plan.mounts) : undefined;
  if (path === undefined || (plan.kind !== 'copy' && plan.kind !== 'add')) return undefined;
  return plan.from === undefined ? notInContext(evidence, path) : notInStage(evidence, path, plan.from);
}

/** A source is missed before the command runs, with one text or another (build/steps/missing.ts). */
const UNKEYED = /^(failed to compute cache key: |lstat )/;

function notInContext(evidence: Evidence, path: string): Partial<Finding> {
  const name = path.slice(1);
  const known = Object.keys(evidence.attempt.files).some((file) => file === name || file.startsWith(`${name}/`));
  const context = evidence.exercise.context.some((fact) => fact.path.replace(/\/$/, '') === name);
  if (known || context)
    return {
      try: `Let .dockerignore admit ${name}, or do without it.`,
      why: `${name} is excluded by .dockerignore, so the builder never receives it.`,
    };
  const made = madeBy(evidence).find(([each]) => basename(each) === basename(path));
  return made
    ? {
        try: `Copy it from the stage that makes it: COPY --from=${made[1]} ${made[0]} …`,
        why: `${name} is not in the build context. Stage ${made[1]} makes ${made[0]}.`,
      }
    : {
        try: 'Copy a path of the build context, or make the file in a stage and copy it from there.',
        why: `${name} is not in the build context.`,
      };
}

function notInStage(evidence: Evidence, path: string, from: number | string): Partial<Finding> {
  const stage = evidence.build.evaluation.stages.find((each) => each.index === from);
  const name = stage?.name ?? String(from);
  const made = madeBy(evidence, chainOf(evidence, from));
  const same = made.find(([each]) => basename(each) === basename(path))?.[0];
  const neighbours = made.flatMap(([each]) => (dirname(each) === dirname(path) ? [basename(each)] : []));
  const beside = [...new Set(neighbours)].filter((each) => !/^\.|^Dockerfile$/.test(each));
  const there = same
    ? `There is ${same}.`
    : beside.length
      ? `In ${dirname(path)} there are ${beside.slice(0, 6).join(', ')}.`
      : '';
  return {
    try: same
      ? `Copy ${same}, or write the file to ${path}.`
      : 'Copy a path that the stage has, or make it there first.',
    why: `${path} is not in ${stage?.implicit ? 'image' : 'stage'} ${name}. ${there}`.trim(),
  };
}

/** The stage and those it starts from. */
function chainOf(evidence: Evidence, from: number | string): ReadonlySet<number> {
  const { stages } = evidence.build.evaluation;
  const chain = new Set<number>();
  for (let at = stages.find((each) => each.index === from); at && !chain.has(at.index);) {
    chain.add(at.index);
    const base: number | undefined = at.baseStage;
    at = base === undefined ? undefined : stages.find((each) => each.index === base);
  }
  return chain;
}

/** Paths that steps made, the last ones first, with the name of the stage. */
function madeBy({ build }: Evidence, stages?: ReadonlySet<number>): [string, string][] {
  const names = new Map(build.evaluation.stages.map((each) => [each.index, each.name]));
  return build.steps
    .toReversed()
    .filter(({ plan }) => stages === undefined || stages.has(plan.stage))
    .flatMap(({ plan, layer }) =>
      [...(layer?.entries ?? [])].flatMap(([path, entry]): [string, string][] =>
        entry ? [[path, names.get(plan.stage) ?? String(plan.stage)]] : [],
      ),
    );
}
