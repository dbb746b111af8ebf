import { digestOf } from '../base/digest.ts';
import type { NotSimulated } from '../base/diagnostic.ts';
import type { Dockerfile } from '../dockerfile/syntax.ts';
import type { Evaluation, PlanStage } from '../dockerfile/plan.ts';
import { emptyTree, stack } from '../files/index.ts';
import type { Layer, Tree } from '../files/index.ts';
import type { Companion, FileLocks, OperatingSystem, OutputChunk, RunOutcome } from '../kernel/system.ts';
import type { Plan } from './schedule/cache-mount-users.ts';
import type { OpenCaches } from './steps/mounts.ts';
import { SCRATCH_OS } from './image/base-image.ts';
import type { BaseImage, BuildInput, CachedStep, ImageLayer, StepResult, World } from './result.ts';
import type { Recipe } from './explain/cause.ts';
import type { Sent } from './context/context.ts';
import { contextTreeOf, type NamedContext } from './context/named-contexts.ts';
import type { BuildMemo } from './cache/memo.ts';
import type { Transfer } from './timing/transfers.ts';

/** What running one step gave. */
export interface Outcome {
  readonly layer: Layer | undefined;
  readonly log: readonly OutputChunk[];
  readonly ms: number;
  readonly notSimulated: readonly NotSimulated[];
  /** Cache mounts afterwards, by id. */
  readonly mounts?: ReadonlyMap<string, Tree>;
  /** Ids of the cache mounts that it has written. */
  readonly wrote?: ReadonlySet<string>;
  /** Ids of those that it looked at or wrote: what is in others is all the same to it. */
  readonly touched?: ReadonlySet<string>;
  /** As BuildKit prints it after `failed to solve: `. */
  readonly error?: string;
  /** Where the message on the step's own line is shorter than that after `failed to solve: `. */
  readonly shortError?: string;
  readonly exit?: number;
}

/** A step made ready: its cache key is known, nothing has run. */
export interface Ready {
  readonly key: string;
  /**
   * The same made of definitions where `key` has the content of files of other stages: BuildKit looks for both, so that a known step
   * is found without what it copies from (solver/edge.go `probeCache`).
   */
  readonly definition: string;
  /** Paths of the context that it reads. */
  readonly inputs: readonly string[];
  /** Everything that its outcome depends on, for the memory between builds. */
  readonly memory: string;
  /** True for what `--no-cache` leaves alone. */
  readonly ignoresNoCache?: boolean;
  /** True when it fails while its key is made: before the step above it has run. */
  readonly early?: boolean;
  /** True when it does not hang on the step above: COPY --link. */
  readonly link?: boolean;
  /** Ids of cache mounts that it uses. */
  readonly mounts?: readonly string[];
  /** What the key is made of, for the causes of the next build. */
  readonly recipe: Ingredients;
  run(): Outcome;
  /** Of a RUN: what is needed to run it beside others, or its outcome when it cannot begin. */
  layOut?(together: OpenCaches, locks: FileLocks): LaidOut | Outcome;
}

/** The program of a RUN with everything laid out around it. */
export interface LaidOut {
  readonly program: Pick<Companion, 'system' | 'argv' | 'options'>;
  /** Virtual ms between the beginning of the step and that of its program. */
  readonly delay: number;
  /** How much longer a program takes than on the builder's own processor. */
  readonly pace: number;
  conclude(outcome: RunOutcome): Outcome;
}

/** The parts of a recipe that a kind of step knows; the rest is known to whoever runs it. */
export type Ingredients = Pick<Recipe, 'facts' | 'sources'> & Partial<Pick<Recipe, 'env' | 'args'>>;

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
  /** The image it stands on, also through other stages. */
  readonly base: { readonly name: string; readonly key: string };
  /** Cache key of its last step. */
  readonly key: string;
  /** Ids of its last step or FROM; of COPY --link with what it was merged with. Empty after FROM scratch. */
  readonly parents: readonly string[];
  /** As `key`, but made of definitions alone where `key` has the content of files from other stages. */
  readonly definition: string;
  /** Keys of the vertices that its files come from. */
  readonly after: readonly string[];
  readonly failed: boolean;
  /** True behind a step that did not ask the cache: what stands on it does not either. Measured, golden/cache.jsonl `filter-*`. */
  readonly fresh: boolean;
  /** Files of its base image only: no step has run. */
  readonly untouched: boolean;
}
export type StageLayer = Omit<ImageLayer, 'createdBy'> & { readonly createdBy?: string };

/** One build while it goes on. */
export interface Session {
  readonly world: World;
  readonly input: BuildInput;
  readonly dockerfile: Dockerfile;
  readonly evaluation: Evaluation;
  readonly sent: Sent;
  /** What --build-context names. */
  readonly named: ReadonlyMap<string, NamedContext>;
  readonly memo: BuildMemo;
  readonly stages: Map<number, Stage>;
  /** Results by cache key: identical steps are one vertex and run once. */
  readonly vertices: Map<string, Vertex>;
  readonly done: Done[];
  readonly cacheSteps: Map<string, CachedStep>;
  readonly cacheMounts: Map<string, Tree>;
  /** Who uses cache mounts when, as an earlier round found it: see rounds.ts. */
  plan: Plan | undefined;
  /** Cache mounts as steps leave them that have not ended yet by that plan. */
  readonly leaving: Leaving[];
  /** Set with the times of the steps. */
  transfers: readonly Transfer[];
  /** Ids of cache mounts that a step of this build has written: `--no-cache` throws away what was there before, once. */
  readonly renewed: Set<string>;
  /** Stage that wrote a cache mount first in this build. */
  readonly writers: Map<string, number>;
  readonly notSimulated: NotSimulated[];
}

/** A cache mount as a step leaves it at a virtual ms. */
export interface Leaving {
  readonly at: number;
  readonly id: string;
  readonly tree: Tree;
}

export interface Vertex {
  readonly key: string;
  readonly definition: string;
  readonly outcome: Outcome;
  /** What it was made from; none for FROM. */
  readonly ready?: Ready;
  readonly cached: boolean;
  /** Why it did not ask the cache, if so. */
  readonly fresh: Recipe['fresh'];
  /** Keys of vertices that must be done before: those it stands on, and those it takes files from. */
  readonly above: readonly string[];
  readonly sources: readonly string[];
  /** True when it was found in the cache by what it copies, not by where that comes from. */
  readonly byContent?: boolean;
  /** True when it failed while its key was made. */
  readonly early?: boolean;
  /** True when nothing asked for its files: see skip.ts. */
  readonly skipped?: boolean;
  /** Place of the import that it was found in. */
  readonly imported?: string;
  readonly id: string;
}

/** A step with its times. */
export interface Done {
  readonly result: StepResult;
  readonly vertex: Vertex;
  /** False when an identical step stands in the log already. */
  readonly first: boolean;
}

/** A stage at its FROM. */
export function beginStage(session: Session, plan: PlanStage): Stage {
  const base = plan.baseStage === undefined ? undefined : session.stages.get(plan.baseStage);
  if (plan.baseStage !== undefined) {
    if (base) return { ...base, plan, platform: plan.platform };
    return { ...emptyStage(plan, ''), failed: true };
  }
  const given = contextTreeOf(session, plan.index);
  if (given) return contextStage(plan, given);
  if (plan.baseName === 'scratch') return emptyStage(plan, 'scratch');
  const image = session.world.image(plan.baseName, plan.platform);
  const key = image ? imageKey(image) : `image ${plan.baseName} ${plan.platform}`;
  return image ? { ...emptyStage(plan, key), ...imagePart(image) } : { ...emptyStage(plan, key), unknown: true };
}

/**
 * A stage that begins with a named context. What stands on it runs in every build: the transfer has the id of the client's session in its key
 * (moby/buildkit source/local/source.go `CacheKey`; measured, golden/contexts.jsonl `from-again`).
 */
function contextStage(plan: PlanStage, tree: Tree): Stage {
  const createdBy = `local source for ${plan.context}`;
  return {
    ...emptyStage(plan, digestOf('context', ...tree.layers.map(({ id }) => id))),
    tree,
    layers: tree.layers.map((layer) => ({ origin: 'base', createdBy, layer, size: layer.size, assumed: false })),
    fresh: true,
    untouched: false,
  };
}

const imageKeys = new WeakMap<BaseImage, string>();

/** Images are told apart by their layers, not by their names (moby/buildkit source/containerimage/pull.go `cacheKeyFromConfig`). */
export function imageKey(image: BaseImage): string {
  const known = imageKeys.get(image) ?? digestOf('image', ...image.tree.layers.map(({ id }) => id));
  imageKeys.set(image, known);
  return known;
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
    base: { name: plan.baseName, key },
    key,
    parents: [],
    definition: key,
    after: [],
    failed: false,
    fresh: false,
    untouched: true,
  };
}

/** The stage after a step. */
export function afterStep(
  stage: Stage,
  step: { key: string; definition: string; id: string; layer: Layer | undefined; link: boolean; fresh: boolean },
): Stage {
  const { layer, link } = step;
  return {
    ...stage,
    // --link makes a layer of its own, which is merged with what stands below.
    key: link ? digestOf('merge', stage.key, step.key) : step.key,
    parents: link ? [...stage.parents, step.id] : [step.id],
    definition: link ? digestOf('merge', stage.definition, step.definition) : step.definition,
    after: link ? [...stage.after, step.key] : [step.key],
    fresh: step.fresh || (link && stage.fresh),
    untouched: false,
    ...(layer
      ? {
          tree: stack([...stage.tree.layers, layer]),
          layers: [...stage.layers, { origin: 'step', layer, size: layer.size, stepId: step.id, assumed: false }],
        }
      : {}),
  };
}
