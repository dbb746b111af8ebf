import type { Span } from '../base/span.ts';
import type { NotSimulated } from '../base/diagnostic.ts';
import type { Schema } from '../base/schema.ts';
import type { BuildInput, BuildResult, World } from '../builder/result.ts';
import type { Plugins } from '../docker/index.ts';
import type { Dockerfile } from '../dockerfile/syntax.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Tree } from '../files/tree.ts';

export type Status = 'passed' | 'failed' | 'error' | 'not-simulated';

export interface WorkFile {
  readonly text: string;
  readonly mode: number;
}
/** Paths relative to the workspace: `Dockerfile`, `cmd/server/main.go`. */
export type Files = Readonly<Record<string, WorkFile>>;

/** What the learner did. Everything else is derived. */
export interface Attempt {
  readonly files: Files;
  readonly log: readonly LogEntry[];
  /** What was predicted: id of the prediction → options chosen. An empty list says that none of them fits; no entry, that no answer was given. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
}
export interface LogEntry {
  /** Virtual milliseconds. */
  readonly at: number;
  readonly terminal: number;
  readonly kind: 'command' | 'input' | 'keys' | 'signal' | 'resize';
  readonly text: string;
  /** Files changed since the entry before; null = deleted. */
  readonly files?: Readonly<Record<string, WorkFile | null>>;
}

/** A file of the context that cannot lie in a repository (front matter `context:`). */
export interface ContextFact {
  /** Ends in `/` for a directory. */
  readonly path: string;
  readonly files?: number;
  /** Bytes. */
  readonly size?: number;
  readonly mode?: number;
  readonly content?: string;
  /** The id of a declared secret whose bytes this file holds. */
  readonly secret?: string;
}

/** How the attempt is built: `build:` in the front matter. */
export interface BuildOptions {
  readonly target?: string;
  readonly platform?: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly ssh?: readonly string[];
  /** Repositories that cannot be read without a key or a token: `github.com/acme/handbook`. */
  readonly private?: readonly string[];
  /** --build-context name → what lies in that folder. */
  readonly contexts?: Readonly<Record<string, readonly ContextFact[]>>;
}

/** One check of an exercise; `id` is the key in the front matter and the folder name below rejects/. */
export interface CheckSpec {
  readonly id: string;
  readonly kind: string;
  /** Short statement of the goal: "The server starts and answers on port 8080". */
  readonly title: string;
  /** Parameters of the kind. */
  readonly with: unknown;
  /** Replaces the kind's general recommendation ("Try"); one that follows from the failure itself stays. */
  readonly try?: string;
  /** Checks that may fail together with this one. */
  readonly implies?: readonly string[];
}

export interface HintSpec {
  readonly id: string;
  readonly title: string;
  /** HTML compiled from Markdown. */
  readonly html: string;
  /** All must hold on the attempt's evidence for the hint to fire. */
  readonly when: readonly { readonly kind: string; readonly with: unknown; readonly expect: 'passed' | 'failed' }[];
}

/** A question about a build that is answered before it is seen: `predict:` in the front matter. */
export interface PredictionSpec {
  readonly id: string;
  /** The question as HTML compiled from Markdown. */
  readonly html: string;
  /**
   * `reruns`: which steps run in a second build, on the cache of the first, after the change. `stages`: which stages are built.
   * `files`: which of some paths are there. `facts`: which statements are true, of a build or of a machine.
   */
  readonly kind: 'reruns' | 'stages' | 'files' | 'facts';
  /** The change that is asked about, as the kinds of checks write it (params.ts, `changeShape`). */
  readonly with: unknown;
  /** Whose build is asked about: that of the learner's files, or that of the files the exercise begins with. */
  readonly on: 'attempt' | 'starter';
  /** `files`: where to look: the file system of the image, all its layers, or what one step writes (a query, params.ts `step`). */
  readonly in?: 'image' | 'layers';
  readonly step?: unknown;
  /** `files`: the paths to choose from; the other kinds take theirs from the build. */
  readonly options?: readonly string[];
  /** `facts`: statement → the check that passes where it is true. */
  readonly facts?: Readonly<Record<string, { readonly kind: string; readonly with?: unknown }>>;
}

/** What the engine needs of an exercise. The page's part (task, starter, solution) is in src/content. */
export interface ExerciseSpec {
  readonly id: string;
  readonly context: readonly ContextFact[];
  readonly build: BuildOptions;
  /** Declared secrets to follow: id → text that must not be found. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly checks: readonly CheckSpec[];
  readonly hints: readonly HintSpec[];
  readonly predictions?: readonly PredictionSpec[];
  /** Commands that were typed before the learner's: a machine that exists already. */
  readonly setup?: readonly LogEntry[];
  /** Files the learner begins with, for comparisons. */
  readonly starter: Files;
}

/** Everything derived from one attempt. `build` is the implicit build: cold cache, default target. */
export interface Evidence {
  readonly exercise: ExerciseSpec;
  readonly attempt: Attempt;
  readonly world: World;
  readonly context: Tree;
  readonly dockerfile: Dockerfile;
  readonly findings: readonly Diagnostic[];
  readonly build: BuildResult;
  readonly notSimulated: readonly NotSimulated[];
  /** What its checks are judged by. */
  readonly kinds: CheckKinds;
  /** What `docker NAME …` hands over to on its machine: `compose`. */
  readonly plugins?: Plugins;
  /** Another build of the same attempt, memoised: other files, args, target, platform or a warm cache. */
  rebuild(change: Rebuild): BuildResult;
  /** The build of the exercise's starter, memoised, changed or not; undefined without a starter. */
  starter(change?: Rebuild): BuildResult | undefined;
}
export interface Rebuild {
  /** Laid over the workspace; null deletes, an empty edit only touches. */
  readonly files?: Readonly<Record<string, FileEdit | null>>;
  /** The same for the named contexts of the exercise, by name. */
  readonly contexts?: Readonly<Record<string, Readonly<Record<string, FileEdit | null>>>>;
  readonly args?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platform?: string;
  readonly secrets?: BuildInput['secrets'];
  /** Start from the cache that the implicit build left; or, given a change, that the build with this change left. */
  readonly warm?: boolean | Rebuild;
}
export interface FileEdit {
  readonly text?: string;
  /** The first occurrence of each text, by what takes its place. What does not occur is left. */
  readonly replace?: Readonly<Record<string, string>>;
  readonly append?: string;
  readonly mode?: number;
}

/** What a check found. Messages: recommendation first (`try`), then why; no "you", "just", "simply". */
export interface Finding {
  readonly status: Status;
  /** The state of the world in one short sentence: "The Go toolchain ships in the image". */
  readonly message: string;
  readonly try?: string;
  /** `try` follows from what went wrong here: the check's own advice in the front matter does not replace it. */
  readonly specific?: boolean;
  /** A better `try` that takes builds to find: asked for a failure that the front matter gives no advice on. */
  advise?(): string | undefined;
  /** Evidence with numbers and names from this build. */
  readonly why?: string;
  readonly file?: string;
  readonly span?: Span;
}

export interface Result extends Omit<Finding, 'specific' | 'advise'> {
  readonly check: string;
  readonly title: string;
}

/** A kind of check: `grade/checks/<kind>.ts`, default export made by `defineCheck`. */
export interface Check<P> {
  readonly summary: string;
  readonly params: Schema<P>;
  /** True: works on text or context alone. Else a failed build makes it `error: needs a build` before `run` is called. */
  readonly withoutBuild?: boolean;
  /** True: looks at the machine that the commands left, so that it may be `error` while a container is not there. */
  readonly machine?: boolean;
  run(params: P, evidence: Evidence): Finding;
}

/** Kinds of checks by name, which is their file name. One that is not at hand may be noted, to be fetched. */
export interface CheckKinds {
  get(name: string): Check<unknown> | undefined;
}

export function defineCheck<P>(check: Check<P>): Check<P> {
  return check;
}
