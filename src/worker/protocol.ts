import type { Span } from '../engine/base/span.ts';
import type {
  Attempt,
  BuildOptions,
  ContextFact,
  ExerciseSpec,
  Files,
  LogEntry,
  Result,
} from '../engine/grade/check.ts';
import type { EvidenceView } from '../engine/grade/view.ts';
import type { SessionView, TabAnswer } from '../engine/docker/index.ts';
import type { Looks } from '../engine/docker/views/index.ts';
import type { Explanation } from '../engine/builder/explain/index.ts';
import type { Completion, Hover, LanguageQuestion, OfferedFix, OutlineStage } from './language/answer.ts';
import type { WhatIfAnswer, WhatIfQuestion } from './views/what-if.ts';

/** Name of the error with which the worker refuses a text that is too long; its message is for the learner. */
export const LIMIT = 'LimitError';

/** Name of the error with which the worker says that a build or a check needs a part that is not loaded. */
export const PARTS = 'PartsNeeded';

export interface ExamineQuestion {
  readonly exercise: ExerciseSpec;
  readonly attempt: Attempt;
}

/** What a page learns about an attempt. Plain data. */
export interface ExamineAnswer {
  readonly view: EvidenceView;
  /** One per check, in the order of the exercise. */
  readonly results: readonly Result[];
  /** Ids of the hints that fit the attempt, in the order of the exercise. */
  readonly hints: readonly string[];
}

/** A workspace without checks: a Dockerfile of the learner's own. */
export interface PlaygroundQuestion {
  readonly files: Files;
  readonly context?: readonly ContextFact[];
  readonly build?: BuildOptions;
}
export interface PlaygroundAnswer {
  readonly view: EvidenceView;
}

/** The build that the build views show: an attempt of an exercise, or a workspace without checks. */
export type Subject = { readonly exercise: ExerciseSpec; readonly files: Files } | PlaygroundQuestion;

/** What the build views need of a build; every view of a build has it. */
export type BuildView = Omit<
  EvidenceView,
  'problems' | 'log' | 'starter' | 'solved' | 'unjudged' | 'predictions' | 'waste' | 'leaks'
>;

/** What would an incremental build of `subject` do on the cache that the build of `before` left? */
export interface RebuildQuestion {
  readonly subject: Subject;
  readonly before: Files;
}
export interface RebuildAnswer {
  /** The files before, built with a cold cache. */
  readonly before: BuildView;
  /** The files now, built on the cache of that build. */
  readonly after: BuildView;
  /** Files that differ, by path. */
  readonly files: readonly { readonly path: string; readonly change: 'added' | 'changed' | 'removed' }[];
}

/** Why did a step of `subject` run, built on the cache that the build of `before` left? */
export interface ExplainQuestion extends RebuildQuestion {
  readonly step: string;
}

/** Where files are looked at: after a step, or in a layer of the image (0 = lowest). */
export type Place = { readonly step: string } | { readonly layer: number };

export interface ListingQuestion {
  readonly subject: Subject;
  readonly place: Place;
  /** True: only what the step or layer changed, and the folders that hold it. */
  readonly changes: boolean;
  /** The folders asked for, and how many of their entries at most. */
  readonly folders: readonly { readonly path: string; readonly most: number }[];
}
export interface ListedFolder {
  readonly entries: readonly ListedEntry[];
  readonly total: number;
}
export interface ListedEntry {
  readonly name: string;
  readonly kind: 'file' | 'dir' | 'symlink' | 'fifo' | 'char';
  /** Bytes; of a folder with everything below it. */
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** What the step or layer did with it. */
  readonly mark?: 'added' | 'changed' | 'removed';
  /** A folder that is no change itself and holds some. */
  readonly touched?: boolean;
  /** Of a symlink. */
  readonly target?: string;
  /** How many files a folder stands for whose files are not listed. */
  readonly files?: number;
  /** It holds entries that can be listed. */
  readonly open: boolean;
  /** Holds bytes of this declared secret. */
  readonly secret?: string;
}

export interface SceneQuestion {
  readonly subject: Subject;
  readonly step: string;
}
/** What a step sees and leaves behind. */
export interface SceneAnswer {
  /** Empty: root. */
  readonly user: string;
  readonly workdir: string;
  readonly shell: readonly string[];
  /** `mark` against the step before it in the stage. */
  readonly env: readonly { readonly name: string; readonly value: string; readonly mark?: 'added' | 'changed' }[];
  /** How many paths the step added, changed and removed. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Bytes of all visible files after the step. */
  readonly size: number;
  /** Folders on the way to the first change, outermost first: opened when the step is looked at for the first time. */
  readonly way: readonly string[];
}

/** A session at the terminals of a simulated host, as far as it went. */
export interface HostStart {
  /** A new one for each session, and after each undo. */
  readonly id: string;
  /** The workspace as it was before the first entry. */
  readonly files: Files;
  /** What the exercise did before, unseen. */
  readonly setup?: readonly LogEntry[];
  readonly log: readonly LogEntry[];
  /** Virtual ms at which it was seen last. */
  readonly now: number;
}
/** What is done next in a session of which `entries` entries were done. */
export interface HostQuestion {
  readonly id: string;
  readonly entries: number;
  readonly entry?: LogEntry;
  /** The page's log keeps it as part of the entry before. */
  readonly joins?: boolean;
  /** Virtual ms that pass afterwards; `waiting`: only as long as something runs in the foreground. */
  readonly ms: number;
  readonly waiting: boolean;
}
/** What has changed since the answer before; `whole`: everything there is, as the session was made anew. */
export interface HostAnswer extends SessionView {
  readonly whole: boolean;
}
/** Something that is shown of a host; each asks its own and answers its own. */
export type LookName = keyof Looks;
export type LookQuestion<N extends LookName> = Parameters<Looks[N]>[1];
export type LookAnswer<N extends LookName> = ReturnType<Looks[N]>;
/** A look at the host of a session, however far that is. */
export interface HostLookQuestion {
  readonly id: string;
  readonly look: LookName;
  readonly question: LookQuestion<LookName>;
  /** Plays this when no worker has the session; one that has it leaves it alone. */
  readonly start?: HostStart;
}
export interface TabQuestion {
  readonly id: string;
  readonly entries: number;
  readonly terminal: number;
  /** The line up to the cursor. */
  readonly text: string;
}

/** The worker's functions, as comlink carries them. */
export interface EngineApi {
  /** Answers when the worker's code is loaded. */
  ready(): true;
  /** Loads the image data that the texts refer to; rejects when it cannot be fetched. */
  prepare(question: { readonly files: Files; readonly exercise?: ExerciseSpec }): Promise<void>;
  /** Loads what answers the editor or the build views; rejects when it cannot be fetched. Before that they are refused. */
  bring(part: 'editor' | 'views' | 'host' | 'looks'): Promise<void>;
  /** Loads the parts that were needed in vain; rejects when one cannot be fetched. */
  fetchWanted(): Promise<void>;
  examine(question: ExamineQuestion): ExamineAnswer;
  playground(question: PlaygroundQuestion): PlaygroundAnswer;
  rebuild(question: RebuildQuestion): RebuildAnswer;
  explain(question: ExplainQuestion): Explanation;
  /** One answer for each folder; undefined when there is no such step or layer. */
  listing(question: ListingQuestion): readonly ListedFolder[] | undefined;
  scene(question: SceneQuestion): SceneAnswer | undefined;
  whatIf(question: WhatIfQuestion): WhatIfAnswer;
  /** Plays a session; it takes the place of the one before. */
  hostOpen(start: HostStart): void;
  /** Undefined: this worker does not have that session, or not as far as that. */
  hostStep(question: HostQuestion): HostAnswer | undefined;
  hostComplete(question: TabQuestion): TabAnswer | undefined;
  /** Undefined: this worker does not have that session. The answer is a `LookAnswer` of the look that was asked. */
  hostLook(question: HostLookQuestion): { readonly answer: unknown } | undefined;
  hostClose(): void;
  complete(question: LanguageQuestion): readonly Completion[];
  hover(question: LanguageQuestion): Hover | undefined;
  definition(question: LanguageQuestion): Span | undefined;
  fixes(question: LanguageQuestion & { readonly end: number }): readonly OfferedFix[];
  outline(text: string): readonly OutlineStage[];
}
