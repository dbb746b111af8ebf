import type { HostMap, SignalStory } from '../engine/docker/views/index.ts';
import type { EvidenceView } from '../engine/grade/view.ts';
import type { BuildOptions, ContextFact, ExerciseSpec, Files, LogEntry } from '../engine/grade/check.ts';

/** What lists of exercises need of one. */
export interface ExerciseMeta {
  /** `multi-stage-builds/go-to-distroless`: the folders' names without their numbers. */
  readonly id: string;
  /** Slug of its lesson. */
  readonly lesson: string;
  /** Last part of the id, as in the address. */
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  /** Ids of exercises to do before. */
  readonly prerequisites: readonly string[];
  readonly panes: readonly Pane[];
  /** Ids this exercise had before. */
  readonly formerly: readonly string[];
}
export type Pane = 'editor' | 'terminal';

/** What home, search and navigation need of a lesson; small, always loaded. */
export interface LessonMeta {
  readonly slug: string;
  /** As the chapter counts: `8.1`. */
  readonly number: string;
  readonly title: string;
  readonly summary: string;
  /** Reading time, exercises not included. */
  readonly minutes: number;
  readonly formerly: readonly string[];
}

export interface Heading {
  readonly id: string;
  readonly text: string;
  /** 2 or 3. */
  readonly depth: number;
}

export interface Lesson {
  readonly slug: string;
  /**
   * Trusted HTML, made at build time. Code blocks are `<figure class="code">`, see compile/markdown.ts; what is drawn below
   * them `<figure class="drawing">`, see pages/lesson/paint.tsx.
   */
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Its exercises, in order. */
  readonly exercises: readonly ExerciseMeta[];
  /** Small applications that code blocks name with `data-demo`; for "open in playground". */
  readonly demos: Readonly<Record<string, Workspace>>;
  /** Sessions that blocks name with `data-session`; for "open in playground". */
  readonly sessions: Readonly<Record<string, Workspace>>;
}

/** What stands in a lesson and is computed when it is compiled: pictures of a build, questions, tables, sessions. */
export type FigureView = BuildFigure | PredictFigure | MatrixFigure | SessionFigure;

/** Commands on a simulated host with what they answered. */
export interface SessionFigure {
  readonly kind: 'session';
  readonly title: string;
  /** Which block of the page it is: names its workspace. */
  readonly place: number;
  readonly steps: readonly SessionStep[];
  /** The machine as the session left it, where a picture of it is asked for. */
  readonly machine: MachineFigure | undefined;
  /** Files and log that lead to the same machine. */
  readonly workspace: Workspace;
}

/** Pictures of a machine: who is attached to what, and what signals did to containers. */
export interface MachineFigure {
  readonly map: HostMap | undefined;
  /** More than one: drawn to the same scale. */
  readonly stories: readonly SignalStory[];
}

export type SessionStep =
  | { readonly remark: string }
  | {
      readonly command: string;
      /** `…` for one that is not shown. */
      readonly output: string;
      /** Lines of the output that are not shown. */
      readonly left: number;
      readonly exit: number;
      /** Virtual ms. */
      readonly ms: number;
    };

/** Pictures of a code block's own build. */
export interface BuildFigure extends Pick<EvidenceView, 'stages' | 'edges' | 'layers' | 'image' | 'ms'> {
  readonly kind: 'build';
  /** Caption of the code block that was built. */
  readonly title: string;
  /** What to draw. */
  readonly draws: readonly ('stages' | 'layers' | 'timeline')[];
  /** Steps with their times in virtual ms, in the order they start. */
  readonly times: readonly {
    readonly step: string;
    readonly start: number;
    readonly end: number;
    readonly critical: boolean;
  }[];
}

/** A question to answer before the answer is looked at. */
export interface PredictFigure {
  readonly kind: 'predict';
  readonly title: string;
  /** Words between backticks are code. */
  readonly question: string;
  /** The Dockerfile it is about as HTML; empty when that stands above. */
  readonly code: string;
  readonly options: readonly PredictOption[];
  /** What is to be learnt from it, as trusted HTML; empty when the author says nothing. */
  readonly because: string;
  /** Drawn with the answer. */
  readonly drawn: readonly (BuildFigure | SessionFigure)[];
}

export interface PredictOption {
  readonly label: string;
  /** Belongs to the answer, as the engine found. */
  readonly right: boolean;
  /** What happens with it and why, one or two sentences. */
  readonly why: string;
}

/** Which steps run again after which edit. */
export interface MatrixFigure {
  readonly kind: 'cache-matrix';
  readonly title: string;
  readonly edits: readonly {
    readonly name: string;
    /** Virtual ms of the second build. */
    readonly ms: number;
  }[];
  /** One for each step, with what it does after each of the edits. */
  readonly rows: readonly { readonly step: string; readonly ran: readonly boolean[] }[];
  /** Virtual ms of the build without a cache. */
  readonly cold: number;
}

/** A workspace: files, what cannot lie in a repository, how it is built, and what was typed there. */
export interface Workspace {
  readonly files: Files;
  readonly context: readonly ContextFact[];
  readonly build: BuildOptions;
  readonly log?: readonly LogEntry[];
  /** The files as the log left them; default: those it began with. */
  readonly left?: Files;
}

/** An exercise without its solution. */
export interface Exercise {
  readonly id: string;
  /** The task as trusted HTML. */
  readonly html: string;
  /** One line for the outcome pane. */
  readonly goal: string | undefined;
  /** Paths of the tabs open at the start, the active one first. */
  readonly open: readonly string[];
  /** What the engine grades by; plain data, goes to the worker as it is. */
  readonly spec: ExerciseSpec;
  /** Identity of task, starter and checks: changes when the exercise does. */
  readonly hash: string;
}

export interface Solution {
  /** The whole workspace with the solution laid over the starter. */
  readonly files: Files;
  /** Its answers to the predictions of the exercise. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  /** Why it is right, as trusted HTML; empty when there is no solution.md. */
  readonly html: string;
}
