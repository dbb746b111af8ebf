import type { Span } from '../../base/span.ts';
import type { FromVisit, ImageVisit, PlanHistory, PlanOptions, PlanStep, Visit } from '../plan.ts';
import type { Dockerfile, FromInstruction, Instruction } from '../syntax.ts';
import type { Chain } from './chain.ts';
import type { Config } from './config.ts';
import type { PersistentMap } from './persistent-map.ts';
import type { Platform } from './platform.ts';

/** Lines as BuildKit reports them and the place in the file. `line` 0: no position. */
export interface Location {
  readonly line: number;
  readonly endLine: number;
  readonly span: Span;
}

/** A mistake on its way up; whoever knows the place adds it. */
export interface Failure {
  readonly failure: string;
  readonly location?: Location;
}

export function isFailure<T>(value: T): value is Extract<T, { readonly failure: string }> {
  return typeof value === 'object' && value !== null && 'failure' in value;
}

/** An instruction as a stage executes it. */
export interface Command {
  readonly instruction: Instruction;
  readonly location: Location;
  readonly onBuild: boolean;
  /** Where COPY --from and each --mount take their files; undefined entries: the build context. */
  readonly sources: readonly (StageState | undefined)[];
}

/** An ARG in scope: its place in the order of first declaration, and its value. */
export interface DeclaredArg {
  readonly order: number;
  readonly value: string | undefined;
}

/** A stage while it is evaluated; also an image that only COPY --from or a mount uses (`implicit`). */
export interface StageState {
  /** Number in BuildKit's own list, where images without FROM have numbers too; -1 until it is there. */
  index: number;
  /** Number in the plan: the same, but empty images that only stand for mounts are not counted; -1 for these. */
  number: number;
  readonly from: FromInstruction | undefined;
  readonly location: Location;
  readonly implicit: boolean;
  /** As shown in step names; empty in a file with a single stage. */
  name: string;
  /** Image name or stage name after FROM; a full reference once resolved. */
  baseName: string;
  base: StageState | undefined;
  platform: Platform | undefined;
  /** Stages used by COPY --from and mounts, with the last instruction that uses each. */
  readonly deps: Map<StageState, Location>;
  commands: Command[];
  /** Expressions of the ONBUILD instructions written in this stage. */
  readonly triggers: readonly string[];
  /** The named context that stands for it, or for its base. */
  context: string | undefined;
  reachable: boolean;
  resolved: boolean;
  dispatched: boolean;
  triggersRead: boolean;
  /** Counters behind `[name 2/5]`. */
  stepNumber: number;
  stepTotal: number;
  config: Config;
  /** Environment of the instructions: image variables and arguments together. */
  env: PersistentMap<string>;
  cwd: string;
  args: PersistentMap<DeclaredArg>;
  history: Chain<PlanHistory> | undefined;
  /** Variables of the image that an ARG of this stage hides; stages built on this one see the image's value again. */
  readonly hidden: Set<string>;
  workdirSet: boolean;
  cmdSet: boolean;
}

/** Everything one evaluation knows. */
export interface Session {
  readonly dockerfile: Dockerfile;
  readonly options: PlanOptions;
  readonly targetPlatform: Platform;
  globalArgs: PersistentMap<string>;
  /** Names of ARGs before the first FROM, also of those without a value. */
  readonly declaredGlobals: Set<string>;
  readonly states: StageState[];
  /** Stages by lower-case name; the last of several wins. */
  readonly byName: Map<string, StageState>;
  /** ONBUILD triggers that have been read, by their text. */
  readonly triggers: Map<string, Instruction | Failure>;
  /** Names of contexts; see named-context.ts. */
  readonly contexts: ReadonlySet<string>;
  /** How many states have a number. */
  numbered: number;
  readonly steps: PlanStep[];
  readonly visits: Visit[];
  readonly fromVisits: FromVisit[];
  readonly imageVisits: ImageVisit[];
  /** Names that may still be offered for suggestions; see limits.ts. */
  namesLeft: number;
  /** What is left of it; see limits.ts. */
  budget: number;
}
