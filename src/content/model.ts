import type { EvidenceView } from '../engine/grade/view.ts';
import type { BuildOptions, ContextFact, ExerciseSpec, Files } from '../engine/grade/check.ts';

/** What home, search and navigation need of an exercise; small, always loaded. */
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
  readonly exercises: readonly ExerciseMeta[];
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
  /** Small applications that code blocks name with `data-demo`; for "open in playground". */
  readonly demos: Readonly<Record<string, Workspace>>;
}

/** What a drawing of a lesson's own build shows: computed when the lesson is compiled. */
export interface FigureView extends Pick<EvidenceView, 'stages' | 'edges' | 'layers' | 'image'> {
  /** Caption of the code block that was built. */
  readonly title: string;
  /** What to draw. */
  readonly draws: readonly ('stages' | 'layers')[];
}

/** A workspace to build: files, what cannot lie in a repository, and how it is built. */
export interface Workspace {
  readonly files: Files;
  readonly context: readonly ContextFact[];
  readonly build: BuildOptions;
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
  /** Why it is right, as trusted HTML; empty when there is no solution.md. */
  readonly html: string;
}
