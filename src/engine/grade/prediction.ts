import type { BuildResult, StepResult } from '../builder/result.ts';
import type { Evidence, PredictionSpec, Rebuild } from './check.ts';
import { doubtOf, isAnyDoubt, isDoubtful } from './assumptions.ts';
import type { Doubt } from './assumptions.ts';
import { lostReplacement } from './build/edit.ts';
import { foundInLayers } from './image/image-search.ts';
import { judge, under } from './judge.ts';
import { change, rebuildOf, step as stepQuery } from './params.ts';
import { reasonOf } from './build/step-reason.ts';
import { findSteps, isWork } from './build/select-steps.ts';

/** What really happens, against which an answer is held. */
export interface Prediction {
  /** What can be chosen, in the order of the build. */
  readonly options: readonly string[];
  /** Those of them that are right. */
  readonly right: readonly string[];
  /** For each option one sentence: what happens and why. */
  readonly why: Readonly<Record<string, string>>;
  /** What is not simulated and decides about the answer. */
  readonly doubt: Doubt;
}

/** How an answer stands: none yet, one whose options are no longer all there, or one that can be judged. */
export type Standing =
  | { readonly state: 'none' | 'stale' | 'unknown'; readonly options: readonly string[] }
  | {
      readonly state: 'judged';
      readonly options: readonly string[];
      readonly chosen: readonly string[];
      readonly prediction: Prediction;
    };

/** The learner's answer against the builds that are asked about; `unknown` while these fail. */
export function standing(evidence: Evidence, spec: PredictionSpec): Standing {
  const chosen = own(evidence.attempt.answers, spec.id);
  const prediction = predict(evidence, spec);
  if (!prediction) return { state: 'unknown', options: [] };
  const { options } = prediction;
  if (!chosen) return { state: 'none', options };
  if (chosen.some((option) => !options.includes(option))) return { state: 'stale', options };
  return { state: 'judged', options, chosen, prediction };
}

const predicted = new WeakMap<BuildResult, Map<string, Prediction>>();

/**
 * Builds what a prediction asks about. Undefined when that does not build: there is nothing to predict then. The answer is
 * remembered with the build; the reasons are worked out when they are asked for.
 */
export function predict(evidence: Evidence, spec: PredictionSpec): Prediction | undefined {
  const checked = change.check(spec.with);
  const { attempt, exercise } = evidence;
  const workspace = spec.on === 'starter' ? exercise.starter : attempt.files;
  if (!checked.ok || lostReplacement(workspace, checked.value, exercise.build.contexts)) return undefined;
  const changed = rebuildOf(checked.value);
  if (spec.kind === 'facts') return statements(asked(evidence, spec, changed), spec);
  const builtWith = (warm: boolean): BuildResult | undefined => {
    const wanted = warm ? { ...changed, warm } : changed;
    return spec.on === 'starter' ? evidence.starter(wanted) : evidence.rebuild(wanted);
  };
  const build = builtWith(spec.kind === 'reruns');
  const before = spec.on === 'starter' ? evidence.starter() : evidence.rebuild({});
  if (!build?.ok || !before || (spec.kind === 'reruns' && !before.ok)) return undefined;
  const known = predicted.get(build) ?? new Map<string, Prediction>();
  predicted.set(build, known);
  const key = JSON.stringify([spec.kind, spec.options, spec.in, spec.step]);
  const made = known.get(key) ?? { stages, files, reruns }[spec.kind](build, { spec, before });
  known.set(key, made);
  return made;
}

/** The evidence that statements are about: the learner's own, or that of an attempt that did nothing yet. */
function asked(evidence: Evidence, { on }: PredictionSpec, changed: Rebuild): Evidence {
  const { starter } = evidence.exercise;
  const build = on === 'starter' ? evidence.starter() : undefined;
  const base: Evidence = on === 'starter' ? { ...evidence, attempt: { files: starter, log: [] } } : evidence;
  const whole = build ? { ...base, build, rebuild: (more: Rebuild) => evidence.starter(more) ?? build } : base;
  return Object.keys(changed).length > 0 ? under(whole, changed) : whole;
}

/** Statements and the checks that judge them; undefined while one of them has nothing to look at. */
function statements(evidence: Evidence, { facts = {} }: PredictionSpec): Prediction | undefined {
  const judged = Object.entries(facts).map(([statement, { kind, with: params }]) => ({
    statement,
    finding: judge(kind, params ?? {}, evidence),
  }));
  if (judged.some(({ finding }) => finding.status === 'error')) return undefined;
  const open = judged.filter(({ finding }) => finding.status === 'not-simulated');
  const why = judged.map(({ statement, finding: { status, message, why: more = '' } }) => [
    statement,
    `${status === 'passed' ? 'True' : 'False'}: ${[message, more].filter(Boolean).join('. ')}`.replace(
      /(?<![.!?])$/,
      '.',
    ),
  ]);
  return {
    options: judged.map(({ statement }) => statement),
    right: judged.filter(({ finding }) => finding.status === 'passed').map(({ statement }) => statement),
    why: Object.fromEntries(why),
    doubt:
      open.length === 0 ? SURE : { everything: true, paths: [], what: open.map(({ statement }) => `“${statement}”`) },
  };
}

interface Asked {
  readonly spec: PredictionSpec;
  /** The build without the change. */
  readonly before: BuildResult;
}

/** The value of a map that comes from outside, such as an imported file: no list of texts is no answer. */
function own(map: Readonly<Record<string, readonly string[]>> | undefined, key: string): readonly string[] | undefined {
  const value: unknown = map && Object.hasOwn(map, key) ? map[key] : undefined;
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
}

/** `facts` with reasons that are made when they are first read. */
function withReasons(facts: Omit<Prediction, 'why'>, make: () => readonly (readonly [string, string])[]): Prediction {
  let made: Prediction['why'] | undefined;
  return {
    ...facts,
    get why() {
      made ??= Object.fromEntries(make());
      return made;
    },
  };
}

const SURE: Doubt = { everything: false, paths: [], what: [] };

/** Cache keys are made of instructions and content, so what a step does when it runs puts nothing in doubt but what is copied from it. */
function reruns(build: BuildResult, { before }: Asked): Prediction {
  const work = build.steps.filter(isWork);
  const ran = work.filter(({ status }) => status !== 'cached');
  const facts = { options: names(work), right: names(ran), doubt: doubtOf(build) };
  return withReasons(facts, () => work.toReversed().map((step) => [step.plan.name, reasonOf(before, build, step)]));
}

function names(steps: readonly StepResult[]): string[] {
  return [...new Set(steps.map(({ plan }) => plan.name))];
}

function stages({ evaluation }: BuildResult): Prediction {
  const shown = evaluation.stages.filter((stage) => !stage.implicit);
  const name = ({ name: given, index }: (typeof shown)[number]): string => given || `stage-${index}`;
  const target = shown.find((stage) => stage.isTarget);
  const right = shown.filter(({ reachable }) => reachable).map(name);
  return withReasons({ options: shown.map(name), right, doubt: SURE }, () =>
    shown.map((stage) => [
      name(stage),
      stage === target
        ? `${name(stage)} is the target.`
        : stage.reachable
          ? `${name(stage)} is built: ${neededBy(stage.index, shown)}.`
          : `${name(stage)} is skipped: nothing that the target needs asks for it.`,
    ]),
  );
}

function neededBy(index: number, shown: BuildResult['evaluation']['stages']): string {
  const user = shown.find((stage) => stage.reachable && (stage.baseStage === index || stage.deps.includes(index)));
  if (!user) return 'the target needs it';
  const name = user.name || `stage-${user.index}`;
  return user.baseStage === index ? `${name} starts from it` : `${name} takes files from it`;
}

function files(build: BuildResult, { spec }: Asked): Prediction {
  const options = spec.options ?? [];
  const there = options.filter((path) => holds(build, spec, path));
  const place = spec.step !== undefined ? 'written by that step' : spec.in === 'layers' ? 'in a layer' : 'in the image';
  const doubt = doubtOf(build);
  const unsure = isAnyDoubt(doubt) && options.some((path) => isDoubtful(doubt, path));
  return withReasons({ options, right: there, doubt: unsure ? doubt : SURE }, () =>
    options.map((path) => [path, `${path} is ${there.includes(path) ? '' : 'not '}${place}.${maker(build, path)}`]),
  );
}

function holds(build: BuildResult, { in: place, step }: PredictionSpec, path: string): boolean {
  if (step !== undefined) {
    const query = stepQuery.check(step);
    const found = query.ok ? findSteps(build.steps, query.value) : [];
    return found.some(({ layer }) => Boolean(layer?.entries.get(path)));
  }
  if (!build.image) return false;
  return place === 'layers' ? foundInLayers(build.image, path).length > 0 : build.image.tree.stat(path).ok;
}

/** The last step that wrote or deleted the path. */
function maker({ steps }: BuildResult, path: string): string {
  const step = steps.findLast(({ layer }) => layer?.entries.has(path));
  if (!step) return '';
  return step.layer?.entries.get(path) ? ` ${step.plan.name} writes it.` : ` ${step.plan.name} deletes it.`;
}
