import type { NotSimulated } from '../base/diagnostic.ts';
import type { Dockerfile } from '../dockerfile/syntax.ts';
import type { Evaluation, PlanStage, PlanStep } from '../dockerfile/plan.ts';
import { emptyTree, stack } from '../files/index.ts';
import type { Layer, Tree } from '../files/index.ts';
import type { OperatingSystem, OutputChunk } from '../shell/system.ts';
import { SCRATCH_OS } from './image/base-image.ts';
import type { BaseImage, BuildInput, CachedStep, ImageLayer, StepResult, World } from './result.ts';
import type { Sent } from './context.ts';

/** What running one step gave. */
export interface Outcome {
  readonly layer: Layer | undefined;
  readonly log: readonly OutputChunk[];
  readonly ms: number;
  readonly notSimulated: readonly NotSimulated[];
  /** Cache mounts afterwards, by id. */
  readonly mounts?: ReadonlyMap<string, Tree>;
  /** As BuildKit prints it after `failed to solve: `. */
  readonly error?: string;
  /** Where the message on the step's own line is shorter than that after `failed to solve: `. */
  readonly shortError?: string;
  readonly exit?: number;
}

/** A step made ready: its cache key is known, nothing has run. */
export interface Ready {
  readonly key: string;
  /** Paths of the context that it reads. */
  readonly inputs: readonly string[];
  /** Everything that its outcome depends on, for the memory between builds. */
  readonly memory: string;
  /** False for what `--no-cache` leaves alone. */
  readonly ignoresNoCache?: boolean;
  /** Ids of cache mounts that it uses. */
  readonly mounts?: readonly string[];
  run(): Outcome;
}

/** A stage while it is built. */
export interface Stage {
  readonly plan: PlanStage;
  readonly platform: string;
  readonly os: OperatingSystem;
  /** True when the base is not in the catalogue: what RUN does is not simulated. */
  readonly unknown: boolean;
  readonly assumed: boolean;
  readonly tree: Tree;
  readonly layers: readonly StageLayer[];
  /** Cache key of its last step. */
  readonly key: string;
  /** Virtual ms at which its last step ended. */
  readonly ready: number;
  readonly failed: boolean;
  /** Files of its base image only: no step has run. */
  readonly untouched: boolean;
}
export type StageLayer = Omit<ImageLayer, 'createdBy'> & { readonly createdBy?: string };

/**
 * Results of steps by everything they depend on, kept between builds of the same page so that a changed line runs only
 * what comes after it. Never changes an answer.
 */
export interface BuildMemo {
  /** With the number of the build that used it last; in the order of use. */
  readonly outcomes: Map<string, { readonly outcome: Outcome; readonly used: number }>;
  builds: number;
}

/** Builds after which an outcome that none of them used is forgotten: those of some ten edits. */
const KEPT = 60;
/** Most outcomes that a build finds. */
const REMEMBERED = 4000;

const memos = new WeakMap<World, BuildMemo>();

/** The memory that builds in one world share, for one build more. */
export function memoOf(world: World): BuildMemo {
  const memo = memos.get(world) ?? { outcomes: new Map(), builds: 0 };
  memos.set(world, memo);
  memo.builds++;
  for (const [key, { used }] of memo.outcomes) {
    if (used >= memo.builds - KEPT && memo.outcomes.size <= REMEMBERED) break;
    memo.outcomes.delete(key);
  }
  return memo;
}

export function remembered(memo: BuildMemo, key: string, run: () => Outcome): Outcome {
  const outcome = memo.outcomes.get(key)?.outcome ?? run();
  memo.outcomes.delete(key);
  memo.outcomes.set(key, { outcome, used: memo.builds });
  return outcome;
}

/** One build while it goes on. */
export interface Session {
  readonly world: World;
  readonly input: BuildInput;
  readonly dockerfile: Dockerfile;
  readonly evaluation: Evaluation;
  readonly sent: Sent;
  readonly memo: BuildMemo;
  readonly stages: Map<number, Stage>;
  /** Results by cache key: identical steps are one vertex and run once. */
  readonly vertices: Map<string, Vertex>;
  readonly done: Done[];
  readonly cacheSteps: Map<string, CachedStep>;
  readonly cacheMounts: Map<string, Tree>;
  readonly notSimulated: NotSimulated[];
}

export interface Vertex {
  readonly outcome: Outcome;
  readonly cached: boolean;
  readonly start: number;
  readonly end: number;
  readonly id: string;
}

/** A step with its times. */
export interface Done {
  readonly result: StepResult;
  readonly vertex: Vertex;
  /** False when an identical step stands in the log already. */
  readonly first: boolean;
}

const identities = new WeakMap<object, number>();
let counted = 0;

/** A number that is the same for the same object and differs between others: a cheap key for what is immutable. */
export function identity(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  identities.set(value, ++counted);
  return counted;
}

/** A stage at its FROM. */
export function beginStage(session: Session, plan: PlanStage): Stage {
  const base = plan.baseStage === undefined ? undefined : session.stages.get(plan.baseStage);
  if (plan.baseStage !== undefined) {
    if (base) return { ...base, plan, platform: plan.platform };
    return { ...emptyStage(plan, ''), failed: true };
  }
  if (plan.baseName === 'scratch') return emptyStage(plan, `scratch ${plan.platform}`);
  const image = session.world.image(plan.baseName, plan.platform);
  const key = `image ${plan.baseName} ${image?.platform ?? plan.platform}`;
  return image ? { ...emptyStage(plan, key), ...imagePart(image) } : { ...emptyStage(plan, key), unknown: true };
}

function imagePart(image: BaseImage): Pick<Stage, 'os' | 'assumed' | 'tree' | 'layers'> {
  return {
    os: image.os,
    assumed: image.assumed,
    tree: image.tree,
    layers: image.tree.layers.map((layer, at) => ({
      origin: 'base',
      createdBy: image.createdBy[at] ?? '',
      layer,
      size: layer.size,
      assumed: image.assumed,
    })),
  };
}

function emptyStage(plan: PlanStage, key: string): Stage {
  return {
    plan,
    platform: plan.platform,
    os: SCRATCH_OS,
    unknown: false,
    assumed: false,
    tree: emptyTree(),
    layers: [],
    key,
    ready: 0,
    failed: false,
    untouched: true,
  };
}

/** The stage after a step. */
export function afterStep(
  stage: Stage,
  step: { key: string; end: number; id: string; layer: Layer | undefined },
): Stage {
  const { layer } = step;
  return {
    ...stage,
    key: step.key,
    ready: step.end,
    untouched: false,
    ...(layer
      ? {
          tree: stack([...stage.tree.layers, layer]),
          layers: [...stage.layers, { origin: 'step', layer, size: layer.size, stepId: step.id, assumed: false }],
        }
      : {}),
  };
}

/** A tree that COPY --from, ADD or a mount takes from; `unknown` when the image is not in the catalogue. */
export interface Source {
  readonly tree: Tree;
  readonly unknown: boolean;
  readonly failed: boolean;
  readonly untouched: boolean;
  readonly ready: number;
  readonly context: boolean;
  readonly name: string;
}

/** What `from` of a step means. */
export function sourceOf(session: Session, from: number | string | undefined): Source {
  const none = { unknown: false, failed: false, untouched: false, ready: 0, context: false };
  if (from === undefined) return { ...none, tree: session.sent.tree, context: true, name: 'context' };
  if (from === 'scratch') return { ...none, tree: emptyTree(), name: from };
  if (typeof from === 'number') {
    const { tree, unknown, failed, ready, untouched } = session.stages.get(from) ?? { ...missing(), tree: emptyTree() };
    return { ...none, tree, unknown, failed, ready, untouched, name: String(from) };
  }
  const implicit = session.evaluation.stages.find((stage) => stage.baseName === from);
  const image = session.world.image(from, implicit?.platform ?? session.input.platform ?? 'linux/amd64');
  return { ...none, tree: image?.tree ?? emptyTree(), unknown: !image, untouched: true, name: from };
}

function missing(): { unknown: boolean; failed: boolean; ready: number; untouched: boolean } {
  return { unknown: false, failed: true, ready: 0, untouched: true };
}

/** Key parts of a step that every kind has. */
export function stepFacts(step: PlanStep): string[] {
  return [step.kind, step.instruction?.node.original ?? step.name];
}
