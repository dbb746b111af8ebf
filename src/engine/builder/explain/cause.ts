import type { PlanStep } from '../../dockerfile/plan.ts';

/**
 * Why a step ran, in one fact. `first`: the builder knows no build before; `new`: no step like it stood there before; `pruned`: its result was known once and
 * is not in the cache any more; `not-imported`: another machine made it, and what was imported does not hold it; `failed`: it did not end well last time, and failures are not kept.
 */
export type Cause =
  | { readonly kind: 'first' }
  | { readonly kind: 'new' }
  /** The text of its own instruction: `was` before, at `line` (1-based) now. */
  | { readonly kind: 'instruction'; readonly was: string; readonly line: number }
  | FileCause
  | ValueCause
  /** USER, WORKDIR, SHELL or another setting in force that is no step. */
  | { readonly kind: 'setting'; readonly name: string; readonly from: string; readonly to: string }
  /** The step before it, or one that it copies from, gave another result. */
  | { readonly kind: 'step'; readonly id: string; readonly name: string }
  | { readonly kind: 'base'; readonly from: string; readonly to: string }
  | { readonly kind: 'platform'; readonly from: string; readonly to: string }
  /** `--no-cache`, or `--no-cache-filter` with its stage. */
  | { readonly kind: 'no-cache' }
  /** It stands on a named context, which is new in each build. */
  | { readonly kind: 'context'; readonly name: string }
  /** A step above it is gone, or stands elsewhere now. */
  | { readonly kind: 'removed'; readonly name: string }
  | { readonly kind: 'moved' }
  | { readonly kind: 'pruned' }
  | { readonly kind: 'not-imported' }
  | { readonly kind: 'failed' };

/** A file that it reads. */
export interface FileCause {
  readonly kind: 'file';
  /** Without a leading slash. */
  readonly path: string;
  readonly change: 'changed' | 'added' | 'removed' | 'mode' | 'owner';
  /** Where it was read: a stage or an image by name; undefined for the build context. */
  readonly source?: string;
  /** How many more files changed. */
  readonly others: number;
}

/** A build argument or variable in force; `from` is missing when it is new, `to` when it is gone. */
export interface ValueCause {
  readonly kind: 'arg' | 'env';
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
}

/** A step as two builds are compared by it: without what it made. */
export interface LastStep {
  readonly id: string;
  /** `[2/5] COPY . .` */
  readonly name: string;
  readonly stage: number;
  /** Empty or `stage-N` when it has no name. */
  readonly stageName: string;
  readonly kind: PlanStep['kind'];
  readonly line: number;
  readonly key: string;
  readonly status: 'ran' | 'cached' | 'failed' | 'canceled';
  readonly recipe: Recipe;
}

/** The steps of a build by id, in the order they were reached. */
export interface LastBuild {
  readonly steps: ReadonlyMap<string, LastStep>;
}

/** What the cache key of a step is made of, in parts that can be compared between builds. */
export interface Recipe {
  /** Instruction as written. */
  readonly text: string;
  /** Named parts besides the inputs: `args`, `cwd`, `user`, `dest`, `chown`, … */
  readonly facts: Readonly<Record<string, string>>;
  /** Variables that count, by name; only RUN has them. */
  readonly env: Readonly<Record<string, string>>;
  /** Names in `env` that ARG declares. */
  readonly args: readonly string[];
  readonly platform: string;
  /** Base image of the stage, with the identity of its layers. */
  readonly base: { readonly name: string; readonly identity: string };
  /** Ids of what it stands on: the step or FROM above it, and what lies below that if it is a COPY --link; none of its own for COPY --link. */
  readonly parents: readonly string[];
  readonly sources: readonly RecipeSource[];
  /** It did not ask the cache: because it was told so, or because it stands on such a step. */
  readonly fresh?: 'told' | 'behind';
}

/** Files that a step reads from the context, a stage or an image. */
export interface RecipeSource {
  /** Name of the stage or image; undefined for the context. */
  readonly name: string | undefined;
  /** Index of the stage. */
  readonly stage: number | undefined;
  /** Path without a leading slash → what counts of it; made when it is asked for. */
  files(): ReadonlyMap<string, SourceFile>;
}
export interface SourceFile {
  readonly mode: number;
  readonly owner: string;
  readonly content: string;
}
