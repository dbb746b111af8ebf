import type { BuildResult, StepResult } from '../builder/result.ts';
import type { Evidence, Finding } from './check.ts';

/**
 * Which parts of a stage's file system hang on something that is not simulated. A step that met such a thing puts its whole
 * stage in doubt; a COPY from there puts only the copied paths in doubt, until a RUN may have read them.
 */
export interface Doubt {
  readonly everything: boolean;
  readonly paths: readonly string[];
  /** What is not simulated, as short noun phrases. */
  readonly what: readonly string[];
}

const NONE: Doubt = { everything: false, paths: [], what: [] };
const known = new WeakMap<BuildResult, ReadonlyMap<number, Doubt>>();

/** The doubt about a stage at its end; without a stage, about the target. */
export function doubtOf(build: BuildResult, stage?: number): Doubt {
  const loose = build.notSimulated.filter((entry) => entry.step === undefined).map((entry) => entry.what);
  if (loose.length) return { everything: true, paths: [], what: loose };
  let doubts = known.get(build);
  if (!doubts) known.set(build, (doubts = doubtsOf(build)));
  const index = stage ?? build.evaluation.stages.find((each) => each.isTarget)?.index ?? -1;
  return doubts.get(index) ?? NONE;
}

/**
 * The doubt about which steps come from a cache. The key of a RUN holds its command, not what it does, so that only what is copied
 * or mounted from a stage in doubt counts.
 */
export function doubtOfKeys(build: BuildResult): Doubt {
  const loose = build.notSimulated.filter((entry) => entry.step === undefined).map((entry) => entry.what);
  if (loose.length) return { everything: true, paths: [], what: loose };
  if (build.notSimulated.length === 0) return NONE;
  const doubts = doubtsOf(build);
  const met = build.steps.flatMap(({ plan }) => {
    if (plan.kind === 'run')
      return plan.mounts.flatMap((mount) => sourceDoubt(mount.from, [mount.source ?? '/'], doubts) ?? []);
    return plan.kind === 'copy' || plan.kind === 'add' ? (sourceDoubt(plan.from, plan.sources, doubts) ?? []) : [];
  });
  return met.length ? { everything: true, paths: [], what: met.flatMap(({ what }) => what) } : NONE;
}

/** The doubt about steps that are looked for by what they do: one that is not simulated may be the one. */
export function doubtOfSteps({ notSimulated }: BuildResult): Doubt {
  return notSimulated.length ? { everything: true, paths: [], what: notSimulated.map(({ what }) => what) } : NONE;
}

/** The doubt about why the build failed; none when it did not. */
export function doubtOfFailure(build: BuildResult): Doubt {
  if (build.ok || build.notSimulated.length === 0) return NONE;
  const stage = build.steps.find((step) => step.id === build.error?.stepId)?.plan.stage;
  return doubtOf(build, stage);
}

/** True when the path, or something below it, is in doubt. */
export function isDoubtful(doubt: Doubt, path: string): boolean {
  return doubt.everything || doubt.paths.some((each) => overlaps(each, path));
}

export function isAnyDoubt(doubt: Doubt): boolean {
  return doubt.everything || doubt.paths.length > 0;
}

/** The verdict on a check whose evidence hangs on something that is not simulated. */
export function unjudged(doubt: Doubt): Finding {
  const what = [...new Set(doubt.what)].slice(0, 3).join(', ');
  return {
    status: 'not-simulated',
    message: 'Drydock cannot judge this',
    why: `Not simulated: ${what}. The outcome depends on it.`,
  };
}

/** `finding`, unless what it rests on is in doubt. */
export function unlessDoubtful(doubt: Doubt, finding: Finding): Finding {
  return isAnyDoubt(doubt) ? unjudged(doubt) : finding;
}

/** What the implicit build leaves in doubt about its image. */
export function imageDoubt(evidence: Evidence): Doubt {
  return doubtOf(evidence.build);
}

function doubtsOf(build: BuildResult): ReadonlyMap<number, Doubt> {
  const doubts = new Map<number, Doubt>();
  if (build.notSimulated.length === 0) return doubts;
  const direct = new Map<string, string[]>();
  for (const { step, what } of build.notSimulated)
    if (step !== undefined) direct.set(step, [...(direct.get(step) ?? []), what]);
  const byStage = new Map<number, StepResult[]>(build.evaluation.stages.map((stage) => [stage.index, []]));
  for (const step of build.steps) byStage.get(step.plan.stage)?.push(step);
  // Stages only take from stages before them; implicit ones (COPY --from=image) hold one FROM and come first.
  const order = build.evaluation.stages.toSorted((a, b) => rank(a) - rank(b));
  for (const stage of order) {
    let doubt = (stage.baseStage === undefined ? undefined : doubts.get(stage.baseStage)) ?? NONE;
    for (const step of byStage.get(stage.index) ?? []) doubt = afterStep(doubt, step, { direct, doubts });
    if (isAnyDoubt(doubt)) doubts.set(stage.index, doubt);
  }
  return doubts;
}

function rank(stage: { readonly index: number; readonly implicit?: boolean }): number {
  return stage.implicit ? stage.index - 1e9 : stage.index;
}

interface Known {
  readonly direct: ReadonlyMap<string, readonly string[]>;
  readonly doubts: ReadonlyMap<number, Doubt>;
}

function afterStep(doubt: Doubt, step: StepResult, { direct, doubts }: Known): Doubt {
  const met = direct.get(step.id);
  if (met) return { everything: true, paths: [], what: [...doubt.what, ...met] };
  const { plan } = step;
  if (plan.kind === 'run') {
    const mounted = plan.mounts.flatMap((mount) => sourceDoubt(mount.from, [mount.source ?? '/'], doubts) ?? []);
    if (!isAnyDoubt(doubt) && mounted.length === 0) return doubt;
    return { everything: true, paths: [], what: [...doubt.what, ...mounted.flatMap((each) => each.what)] };
  }
  if (plan.kind !== 'copy' && plan.kind !== 'add') return doubt;
  const source = sourceDoubt(plan.from, plan.sources, doubts);
  if (!source || doubt.everything) return doubt;
  const written = [...(step.layer?.entries ?? [])].flatMap(([path, entry]) => (entry?.kind === 'dir' ? [] : [path]));
  return { everything: false, paths: [...doubt.paths, plan.dest, ...written], what: [...doubt.what, ...source.what] };
}

function sourceDoubt(
  from: number | string | undefined,
  paths: readonly string[],
  doubts: ReadonlyMap<number, Doubt>,
): Doubt | undefined {
  const doubt = typeof from === 'number' ? doubts.get(from) : undefined;
  if (!doubt) return undefined;
  return paths.some((path) => /[*?[]/.test(path) || isDoubtful(doubt, absolute(path))) ? doubt : undefined;
}

function absolute(path: string): string {
  return `/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}

function overlaps(one: string, other: string): boolean {
  return one === other || one === '/' || other === '/' || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
