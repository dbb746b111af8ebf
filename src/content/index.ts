/**
 * The course as typed values: what is there, and loaders for the rest. Lessons, exercises and solutions are chunks of their own.
 * Nothing of the Markdown pipeline is in here; the build turns content/ into these modules (see compile/).
 */
import type { Exercise, ExerciseMeta, Lesson, LessonMeta, Solution } from './model.ts';

export type {
  BuildFigure,
  Exercise,
  ExerciseMeta,
  FigureView,
  Heading,
  Lesson,
  LessonMeta,
  MatrixFigure,
  Pane,
  PredictFigure,
  Solution,
  Workspace,
} from './model.ts';

type Module<T> = { readonly default: T };

const lessonMetas = import.meta.glob<Omit<LessonMeta, 'exercises'>>('../../content/lessons/*/lesson.md', {
  query: '?meta',
  import: 'default',
  eager: true,
});
const exerciseMetas = import.meta.glob<ExerciseMeta>('../../content/lessons/*/exercises/*/exercise.md', {
  query: '?meta',
  import: 'default',
  eager: true,
});
const lessonModules = bySlug(
  import.meta.glob<Module<Lesson>>('../../content/lessons/*/lesson.md', { query: '?lesson' }),
);
const exerciseModules = bySlug(
  import.meta.glob<Module<Exercise>>('../../content/lessons/*/exercises/*/exercise.md', { query: '?exercise' }),
);
const solutionModules = bySlug(
  import.meta.glob<Module<Solution>>('../../content/lessons/*/exercises/*/exercise.md', { query: '?solution' }),
);

/** Every lesson with its exercises, in order. */
export const lessons: readonly LessonMeta[] = inOrder(lessonMetas).map((lesson) => ({
  ...lesson,
  exercises: inOrder(exerciseMetas).filter((exercise) => exercise.lesson === lesson.slug),
}));

/** Every exercise in the order of the course. */
export const exercises: readonly ExerciseMeta[] = lessons.flatMap((lesson) => lesson.exercises);

/** Old ids and slugs → those of today (`formerly:` in the front matter). */
export const moved: ReadonlyMap<string, string> = new Map([
  ...lessons.flatMap((lesson) => lesson.formerly.map((old) => [old, lesson.slug] as const)),
  ...exercises.flatMap((exercise) => exercise.formerly.map((old) => [old, exercise.id] as const)),
]);

/** The text of a lesson; undefined when there is none of that slug. Rejects only when its chunk cannot be fetched. */
export async function loadLesson(slug: string): Promise<Lesson | undefined> {
  return (await lessonModules.get(slug)?.())?.default;
}

/** An exercise by id (`lesson/exercise`), without its solution; undefined when there is none. */
export async function loadExercise(id: string): Promise<Exercise | undefined> {
  return (await exerciseModules.get(id)?.())?.default;
}

/** The solution of an exercise, a chunk of its own; undefined when there is no such exercise. */
export async function loadSolution(id: string): Promise<Solution | undefined> {
  return (await solutionModules.get(id)?.())?.default;
}

function inOrder<T>(modules: Readonly<Record<string, T>>): T[] {
  return Object.keys(modules)
    .toSorted()
    .flatMap((path) => modules[path] ?? []);
}

/** `…/lessons/01-a/exercises/02-b/exercise.md` → `a/b`: folder names without their numbers. */
function bySlug<T>(modules: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(modules).map(([path, load]) => {
      const folders = path.split('/').filter((part) => /^\d+-/.test(part));
      return [folders.map((folder) => folder.replace(/^\d+-/, '')).join('/'), load];
    }),
  );
}
