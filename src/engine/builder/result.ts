import type { Diagnostic, NotSimulated } from '../base/diagnostic.ts';
import type { Evaluation, PlanImage, PlanHistory, PlanStep } from '../dockerfile/plan.ts';
import type { Entry, Layer, Tree } from '../files/tree.ts';
import type { OperatingSystem, OutputChunk, PackageSource, Shell } from '../kernel/system.ts';
import type { ImageConfig } from '../dockerfile/plan.ts';
import type { CacheExport, CacheImport, ExportedCache } from './cache/cache-transfer.ts';
import type { Transfer } from './timing/transfers.ts';
import type { Download } from './steps/remote.ts';
import type { Cause, LastBuild, Recipe } from './explain/cause.ts';

/** A base image for one platform: content/images compiled, see build/image.ts. */
export interface BaseImage {
  /** Full reference, `docker.io/library/node:22-alpine`. */
  readonly reference: string;
  readonly platform: string;
  readonly config: ImageConfig;
  readonly tree: Tree;
  /** How each layer of `tree` was made, lowest first. */
  readonly createdBy: readonly string[];
  readonly os: OperatingSystem;
  /** Bytes as `docker images` shows them. */
  readonly size: number;
  /** True when a size or fact behind it is assumed, not read from a source. */
  readonly assumed: boolean;
}

/** Known images and packages, and the shell that runs programs. Everything a build may use besides the context. */
export interface World {
  /** `undefined`: no such image in the catalogue. */
  image(reference: string, platform: string): BaseImage | undefined;
  /** Platforms of an image of the catalogue; undefined for others. */
  platforms(reference: string): readonly string[] | undefined;
  /** True when a registry may have the image although the catalogue lacks it (then: not simulated). */
  mayExist(reference: string): boolean;
  /** Why a registry does not give an image, in BuildKit's words; undefined: as Docker Hub answers about what does not exist. */
  missing?(reference: string): string | undefined;
  /** Why nothing can be fetched from an address, as Go's HTTP client says it; undefined: nothing is known against it. */
  unreachable?(address: string): string | undefined;
  /** References of the catalogue that are near to one it lacks, best first, at most five. */
  near(reference: string): readonly string[];
  /** The known image whose figures are taken for one that is not in the catalogue; undefined when it is, or none fits. */
  standIn(reference: string): string | undefined;
  readonly packages: PackageSource;
  readonly shell: Shell;
  /** References in the catalogue as users write them (`node:22-alpine`), for completion and suggestions. */
  readonly references: readonly string[];
}

export interface BuildInput {
  readonly dockerfile: string;
  /** Name of the file in the log and in excerpts; `Dockerfile` unless given. */
  readonly filename?: string;
  /** Names for the image, for the log: `app:v2`. */
  readonly tags?: readonly string[];
  /** The context before .dockerignore is applied. */
  readonly context: Tree;
  readonly dockerignore: string | undefined;
  /** --build-context name → folder, before the .dockerignore in its root is applied: takes the place of a stage or image of that name. */
  readonly contexts?: Readonly<Record<string, Tree>>;
  readonly target?: string;
  readonly platform?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** --secret id → text. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** --ssh ids; `default` is a working agent. */
  readonly ssh?: readonly string[];
  /** Entitlements: `network.host`, `security.insecure`. */
  readonly allow?: readonly string[];
  /** Repositories that cannot be read without a key or a token: `github.com/acme/handbook`. */
  readonly privateRepositories?: readonly string[];
  /** What addresses hold that ADD downloads; any other is not simulated. */
  readonly downloads?: Readonly<Record<string, Download>>;
  readonly noCache?: boolean;
  /** True: a machine that has no images yet; FROM pulls those whose files are asked for. Otherwise they are there. */
  readonly pullImages?: boolean;
  /** What was exported before, here or on another machine: --cache-from. Found besides what `cache` holds. */
  readonly cacheFrom?: readonly CacheImport[];
  /** Where this build's cache is to go: --cache-to. */
  readonly cacheTo?: readonly CacheExport[];
  /** Network of every RUN that names none itself: --network. */
  readonly network?: 'default' | 'none' | 'host';
  /** Lines of /etc/hosts in every RUN: --add-host. */
  readonly extraHosts?: readonly { readonly host: string; readonly ip: string }[];
  /** Limits of every RUN, as they are written: --shm-size, --ulimit. They are part of its cache key and limit nothing here. */
  readonly limits?: readonly string[];
  /** The context came as an archive through standard input: Dockerfile and .dockerignore lie in it, and the client sends nothing else. */
  readonly remoteContext?: boolean;
  /** The log ends before the image leaves the builder: whoever takes it says so. */
  readonly withoutExport?: boolean;
  /** Warnings as the front end of Engine 26 has them: the parser's alone. */
  readonly parserWarnings?: boolean;
  /** Names of stages that run as under `noCache`: --no-cache-filter. */
  readonly noCacheFilter?: readonly string[];
  /** A step that runs in any case, and who is told of each file that it looks at: see needs.ts. */
  readonly watch?: { readonly step: string; note(path: string, entry: Entry): void };
  /** Cores of the builder; 4 unless given. */
  readonly cores?: number;
  /** Steps of earlier builds; none = cold cache. */
  readonly cache?: BuildCache;
}

/** What a builder remembers: results of steps by cache key, and cache mounts by id. Immutable; a build returns a new one. */
export interface BuildCache {
  readonly steps: ReadonlyMap<string, CachedStep>;
  readonly mounts: ReadonlyMap<string, Tree>;
  /** Recipes of the build that left it, for the causes of the next. */
  readonly last?: LastBuild;
  /** The context of that build: what is the same is not sent again. */
  readonly context?: Tree;
  /** Its named contexts, likewise. */
  readonly contexts?: ReadonlyMap<string, Tree>;
  /** Heredocs that have become files. */
  readonly documents?: ReadonlySet<string>;
}
export interface CachedStep {
  /** Export that it came from; undefined for what this builder made. */
  readonly imported?: string;
  readonly layer: Layer | undefined;
  readonly log: readonly OutputChunk[];
  readonly ms: number;
  readonly notSimulated: readonly NotSimulated[];
}

export interface StepResult {
  /** `stage:index`. */
  readonly id: string;
  readonly plan: PlanStep;
  readonly status: 'ran' | 'cached' | 'failed' | 'canceled';
  readonly key: string;
  /** Undefined for steps without a layer. */
  readonly layer: Layer | undefined;
  readonly log: readonly OutputChunk[];
  readonly exit: number;
  /** Virtual duration in ms. */
  readonly ms: number;
  /** Virtual ms since the build began, at which the step began and ended; equal for cached steps, unless their files were fetched. */
  readonly start: number;
  readonly end: number;
  /** True when the build ends later if this step takes longer: see timeline.ts. */
  readonly critical: boolean;
  /** Why it ran; undefined when it came from the cache. The chain to the root: `explain` of explain.ts. */
  readonly cause?: Cause;
  /** What its cache key is made of. */
  readonly recipe: Recipe;
  /** The files of its stage before and after; the same after a step that did not run to its end. */
  readonly trees: { readonly before: Tree; readonly after: Tree };
  /** The platform the step ran on. */
  readonly platform: string;
  /** Paths of the context that this step read. */
  readonly inputs: readonly string[];
  /** Place of the imported cache that it was found in: `registry user/app:cache`. */
  readonly imported?: string;
}

/** A stage after the build; unreachable stages are in `Evaluation.stages` only. */
export interface StageResult {
  readonly index: number;
  readonly name: string;
  readonly tree: Tree;
  readonly config: PlanImage;
  readonly history: readonly PlanHistory[];
  readonly platform: string;
  readonly os: OperatingSystem;
}

/** The image that the target makes. */
export interface Image {
  readonly tree: Tree;
  readonly config: PlanImage;
  readonly history: readonly PlanHistory[];
  readonly os: OperatingSystem;
  readonly platform: string;
  /** Bytes, uncompressed: the sum of the layers. */
  readonly size: number;
  readonly assumed: boolean;
  readonly layers: readonly ImageLayer[];
  /** Digest over config and layers: equal ids mean the same image. */
  readonly id: string;
}
export interface ImageLayer {
  /** `base` layers come from the image the stage starts from. */
  readonly origin: 'base' | 'step';
  readonly createdBy: string;
  readonly layer: Layer;
  readonly size: number;
  readonly stepId?: string;
  readonly assumed: boolean;
}

export interface BuildError {
  /** As BuildKit prints it after `ERROR: failed to solve: `. */
  readonly message: string;
  readonly stepId?: string;
  readonly line: number;
  readonly endLine: number;
  /** Exit code of a failing RUN. */
  readonly exit?: number;
}

export interface BuildResult {
  readonly ok: boolean;
  readonly error: BuildError | undefined;
  readonly evaluation: Evaluation;
  readonly findings: readonly Diagnostic[];
  readonly steps: readonly StepResult[];
  readonly stages: readonly StageResult[];
  readonly image: Image | undefined;
  /** What was sent to the builder after .dockerignore. */
  readonly sent: { readonly tree: Tree; readonly files: number; readonly bytes: number };
  readonly cache: BuildCache;
  /** What was sent and fetched beside the steps. */
  readonly transfers: readonly Transfer[];
  /** What `cacheTo` stored, for `cacheFrom` of another build. */
  readonly exported: readonly ExportedCache[];
  readonly notSimulated: readonly NotSimulated[];
  /** Text as `docker build --progress=plain` prints it. */
  readonly log: string;
  /** Virtual ms of the whole build. */
  readonly ms: number;
}
