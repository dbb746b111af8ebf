import { digestOf } from '../../engine/base/digest.ts';
import type { BuildResult } from '../../engine/builder/result.ts';
import type { Mount, PlanStage, PlanStep } from '../../engine/dockerfile/plan.ts';

/** Files that say how to build; what they do is looked at instead. */
const RECIPES = new Set(['/Dockerfile', '/.dockerignore', '/Dockerfile.dockerignore']);

/**
 * What an answer does, without names, order and comments: two answers with the same signature are the same answer. Stages
 * count by what they hold, steps of a stage in any order, then the configuration, the context sent and what was printed.
 */
export function signature(build: BuildResult): string {
  const { stages, steps } = build.evaluation;
  const byStage = new Map(stages.map((stage) => [stage.index, steps.filter((step) => step.stage === stage.index)]));
  const known = new Map<number, string>();
  const stageOf = (index: number): string => {
    const done = known.get(index);
    if (done !== undefined) return done;
    const stage = stages.find((each) => each.index === index);
    // Set first: a cycle is an error of evaluation, and must not hang this.
    known.set(index, '');
    const made = stage ? stageSignature(stage, byStage.get(index) ?? [], stageOf) : '';
    known.set(index, made);
    return made;
  };
  const target = stages.find((stage) => stage.isTarget);
  const printed = build.steps.map((step) => step.log.map(({ text }) => text).join('')).toSorted();
  const sent = [...build.sent.tree.walk('/')].flatMap(([path, entry]) =>
    RECIPES.has(path) ? [] : [`${path} ${entry.digest} ${entry.mode}`],
  );
  return digestOf(
    target ? stageOf(target.index) : '',
    JSON.stringify(sorted(build.evaluation.image)),
    ...printed,
    ...sent,
  );
}

type StageOf = (index: number) => string;

function stageSignature(stage: PlanStage, steps: readonly PlanStep[], stageOf: StageOf): string {
  const base = stage.baseStage === undefined ? stage.baseName : stageOf(stage.baseStage);
  return digestOf(base, stage.platform, ...steps.map((step) => stepSignature(step, stageOf)).toSorted());
}

function stepSignature(step: PlanStep, stageOf: StageOf): string {
  const from = (value: number | string | undefined): string =>
    typeof value === 'number' ? stageOf(value) : (value ?? '');
  if (step.kind === 'from') return 'from';
  if (step.kind === 'workdir') return digestOf('workdir', step.path, step.user);
  if (step.kind === 'run')
    return digestOf(
      'run',
      ...step.args,
      step.cwd,
      step.user,
      step.network,
      ...step.mounts.map((mount) => mountSignature(mount, from)),
    );
  const { kind, sources, contents, dest, chown = '', chmod = '', link = false, exclude = [] } = step;
  return digestOf(
    kind,
    ...sources,
    JSON.stringify(contents),
    dest,
    from(step.from),
    chown,
    chmod,
    String(link),
    ...exclude,
  );
}

function mountSignature(mount: Mount, from: (value: number | string | undefined) => string): string {
  return JSON.stringify(sorted({ ...mount, from: from(mount.from) }));
}

/** The same value with its keys and lists of texts in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'string') ? value.toSorted() : value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
