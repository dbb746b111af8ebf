import type { Span } from '../base/span.ts';
import type { DockerfileError, FromInstruction, Instruction } from './syntax.ts';

/** Config of a base image, in the image file's own spelling; durations in nanoseconds. */
export interface ImageConfig {
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | null;
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly OnBuild?: readonly string[];
  readonly Shell?: readonly string[];
  readonly Labels?: Readonly<Record<string, string>>;
  readonly ExposedPorts?: Readonly<Record<string, unknown>>;
  readonly Volumes?: Readonly<Record<string, unknown>>;
  readonly Healthcheck?: unknown;
  readonly StopSignal?: string | null;
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
}

export interface PlanOptions {
  readonly target?: string;
  /** `linux/amd64` form; none = linux/amd64, which is always the build platform. */
  readonly platform?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Config of an image by full reference (`docker.io/library/node:22-alpine`); undefined = not known. */
  readonly image?: (reference: string, platform: string) => ImageConfig | undefined;
  /** True: an image that `image` does not know does not exist. */
  readonly strictImages?: boolean;
  /** `--check`: look at all stages, not only the reachable ones (lint without a target). */
  readonly allStages?: boolean;
  /** Names given with --build-context, as written: each takes the place of the stage or image of that name. */
  readonly buildContexts?: readonly string[];
  /** As front ends before 1.14: a --chmod that is no octal number does nothing. */
  readonly octalModesOnly?: boolean;
}

export interface Mount {
  readonly type: 'bind' | 'cache' | 'secret' | 'ssh' | 'tmpfs';
  readonly target: string;
  readonly source?: string;
  /** Stage index or full image name. */
  readonly from?: number | string;
  readonly readonly?: boolean;
  readonly id?: string;
  readonly sharing?: string;
  readonly required?: boolean;
  readonly env?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Octal text. */
  readonly mode?: string;
  readonly size?: number;
}

interface StepBase {
  /** Stage index. */
  readonly stage: number;
  /** As the builder prints it: `[builder 2/4] RUN go build`. */
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly onBuild?: boolean;
  /** Undefined for the FROM of an implicit image (COPY --from=image). */
  readonly instruction: Instruction | undefined;
  /** Environment (image and build args in scope) when the step runs; part of its cache key. */
  readonly env: Readonly<Record<string, string>>;
  /** What is in force right after the step. */
  readonly settings: StepSettings;
}
export interface StepSettings {
  /** Empty: root. */
  readonly user: string;
  readonly cwd: string;
  /** What the shell form is started with. */
  readonly shell: readonly string[];
}
export interface FromStep extends StepBase {
  readonly kind: 'from';
}
export interface RunStep extends StepBase {
  readonly kind: 'run';
  readonly args: readonly string[];
  readonly cwd: string;
  readonly user: string;
  readonly network: 'default' | 'none' | 'host';
  readonly security?: string;
  readonly mounts: readonly Mount[];
  /** Script files of a RUN heredoc that starts with `#!`, mounted at /dev/pipes/NAME. */
  readonly scripts?: readonly { readonly path: string; readonly data: string }[];
}
export interface CopyStep extends StepBase {
  readonly kind: 'copy' | 'add';
  readonly sources: readonly string[];
  readonly contents: readonly { readonly path: string; readonly data: string }[];
  readonly dest: string;
  readonly from?: number | string;
  readonly chown?: string;
  readonly chmod?: string;
  readonly link?: boolean;
  readonly parents?: boolean;
  readonly exclude?: readonly string[];
  readonly checksum?: string;
  readonly keepGitDir?: boolean;
  readonly unpack?: boolean;
}
export interface WorkdirStep extends StepBase {
  readonly kind: 'workdir';
  readonly path: string;
  readonly user: string;
}
export type PlanStep = FromStep | RunStep | CopyStep | WorkdirStep;

export interface PlanHistory {
  readonly createdBy: string;
  readonly empty?: boolean;
}

/** Final config, in golden/README.md's spelling. Missing members mean "not set". */
export interface PlanImage {
  readonly env: readonly string[];
  readonly cmd?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly user?: string;
  readonly workingDir?: string;
  readonly exposedPorts?: readonly string[];
  readonly volumes?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly stopSignal?: string;
  readonly shell?: readonly string[];
  readonly healthcheck?: Readonly<Record<string, unknown>>;
  readonly onBuild?: readonly string[];
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

export interface PlanStage {
  readonly index: number;
  /** `stage-N` if unnamed; empty in the single-stage case of golden/README.md. */
  readonly name: string;
  readonly baseName: string;
  readonly baseStage?: number;
  readonly platform: string;
  readonly reachable: boolean;
  readonly isTarget: boolean;
  readonly deps: readonly number[];
  readonly implicit?: boolean;
  /** The named context that stands for this stage, or for its base or image: see evaluate/named-context.ts. */
  readonly context?: string;
  readonly from: FromInstruction | undefined;
  /** Config and history at the end of this stage (reachable stages only; else those of its base). */
  readonly image: PlanImage;
  readonly history: readonly PlanHistory[];
}

/** One look at an instruction during evaluation: what the lint rules read. In the order BuildKit meets them. */
export interface Visit {
  readonly stage: number;
  readonly instruction: Instruction;
  /** Line range reported (that of FROM for ONBUILD triggers). */
  readonly line: number;
  readonly endLine: number;
  readonly onBuild: boolean;
  /** Where to mark it: the instruction, or FROM for ONBUILD triggers (whose own spans are those of the trigger's text). */
  readonly span: Span;
  /** Names of variables used but not defined where the instruction was expanded, with the names that were known. */
  readonly undefinedVars: readonly { readonly name: string; readonly known: readonly string[] }[];
  /**
   * Values after expansion where a rule needs them, as far as evaluation came before an error:
   * `contextSources` (COPY/ADD sources that are paths of the build context), `path` (WORKDIR), `words` (EXPOSE, each one
   * whose protocol could be read), `keys` (ENV, LABEL and ARG).
   */
  readonly expanded: Readonly<Record<string, readonly string[]>>;
  /** WORKDIR: the working directory before, empty when none was set in the stage chain. */
  readonly workdirBefore?: string;
  /** True when SHELL was set in the stage or inherited. */
  readonly shellSet: boolean;
}

/** What `evaluate` returns. With an `error`, what was found before it stays. */
export interface Evaluation {
  readonly stages: readonly PlanStage[];
  readonly steps: readonly PlanStep[];
  /** Config and history of the target. */
  readonly image: PlanImage | undefined;
  readonly history: readonly PlanHistory[];
  readonly error: DockerfileError | undefined;
  readonly visits: readonly Visit[];
  /** FROM lines looked at, with what rules need (undeclared variables, the expanded name and platform). */
  readonly fromVisits: readonly FromVisit[];
  /** How far evaluation came, for rules that only speak once a phase is reached: see reference order in evaluate.ts. */
  readonly phase: Phase;
  /** Base images read from the catalogue, with the platform wanted and found. */
  readonly imageVisits: readonly ImageVisit[];
  /** The name in each FROM when no build args are given. Ends at the first that cannot be expanded; empty when an ARG cannot. */
  readonly defaultNames: readonly DefaultName[];
}

/**
 * Where evaluation stopped, in BuildKit's order; `done` when it reached the end. `dispatch` is the walk through the
 * instructions of the stages.
 */
export type Phase = 'syntax' | 'instructions' | 'args' | 'from' | 'target' | 'sources' | 'images' | 'dispatch' | 'done';

/** One FROM line as far as it was looked at. */
export interface FromVisit {
  readonly stage: number;
  readonly instruction: FromInstruction;
  /** After expansion; empty when that failed. */
  readonly name: string;
  /** After expansion; undefined without --platform or when it was not reached. */
  readonly platform: FromPlatform | undefined;
  /** Variables of name and platform that no ARG before the first FROM declares. */
  readonly undefinedVars: readonly { readonly name: string; readonly known: readonly string[] }[];
}

export interface FromPlatform {
  readonly value: string;
  /** Variables met, set and unset ones. */
  readonly matched: readonly string[];
  readonly unmatched: readonly string[];
  /** Undefined when `value` is no platform. */
  readonly parsed: { readonly os: string; readonly architecture: string } | undefined;
  /** The value of TARGETPLATFORM. */
  readonly target: string;
}

export interface DefaultName {
  readonly stage: number;
  readonly instruction: FromInstruction;
  readonly name: string;
  /** False when no image can have this name. */
  readonly valid: boolean;
}

export interface ImageVisit {
  readonly stage: number;
  /** As written after FROM, COPY --from or a mount. */
  readonly name: string;
  /** Normalised, `linux/arm64`. */
  readonly wanted: string;
  readonly found: string;
  /** True when os or architecture differ. */
  readonly differs: boolean;
  readonly line: number;
  readonly endLine: number;
  readonly span: Span;
}
