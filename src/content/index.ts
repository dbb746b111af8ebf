/**
 * The course as typed values: its lessons, and a loader for their texts, which are chunks of their own; exercises.ts has the rest.
 * Nothing of the Markdown pipeline is in here; the build turns content/ into these modules (see compile/).
 */
import type { Lesson, LessonMeta } from './model.ts';

export type {
  BuildFigure,
  Exercise,
  ExerciseMeta,
  FigureView,
  Heading,
  Lesson,
  LessonMeta,
  MachineFigure,
  MatrixFigure,
  Pane,
  PredictFigure,
  SessionFigure,
  SessionStep,
  Solution,
  Workspace,
} from './model.ts';

/** What a glob of compiled content loads. */
export type Module<T> = { readonly default: T };

const lessonMetas = import.meta.glob<LessonMeta>('../../content/lessons/*/lesson.md', {
  query: '?meta',
  import: 'default',
  eager: true,
});
const lessonModules = bySlug(
  import.meta.glob<Module<Lesson>>('../../content/lessons/*/lesson.md', { query: '?lesson' }),
);

/** Every lesson, in order. Their exercises are in exercises.ts, which reading a lesson does not load. */
export const lessons: readonly LessonMeta[] = inOrder(lessonMetas);

/** Old slugs of lessons → those of today (`formerly:` in the front matter). */
export const movedLessons: ReadonlyMap<string, string> = new Map(
  lessons.flatMap((lesson) => lesson.formerly.map((old) => [old, lesson.slug] as const)),
);

/** The text of a lesson; undefined when there is none of that slug. Rejects only when its chunk cannot be fetched. */
export async function loadLesson(slug: string): Promise<Lesson | undefined> {
  return (await lessonModules.get(slug)?.())?.default;
}

/** Values of a glob in the order of their paths: folders begin with their place. */
export function inOrder<T>(modules: Readonly<Record<string, T>>): T[] {
  return Object.keys(modules)
    .toSorted()
    .flatMap((path) => modules[path] ?? []);
}

/** `…/lessons/01-a/exercises/02-b/exercise.md` → `a/b`: folder names without their numbers. */
export function bySlug<T>(modules: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(modules).map(([path, load]) => {
      const folders = path.split('/').filter((part) => /^\d+-/.test(part));
      return [folders.map((folder) => folder.replace(/^\d+-/, '')).join('/'), load];
    }),
  );
}
