/** What is known of all exercises before one is opened: for pages that list them. A lesson carries its own (`Lesson.exercises`). */
import { bySlug, inOrder, lessons, type Module } from './index.ts';
import type { Exercise, ExerciseMeta, Solution } from './model.ts';

const metas = import.meta.glob<ExerciseMeta>('../../content/lessons/*/exercises/*/exercise.md', {
  query: '?meta',
  import: 'default',
  eager: true,
});

const exerciseModules = bySlug(
  import.meta.glob<Module<Exercise>>('../../content/lessons/*/exercises/*/exercise.md', { query: '?exercise' }),
);
const solutionModules = bySlug(
  import.meta.glob<Module<Solution>>('../../content/lessons/*/exercises/*/exercise.md', { query: '?solution' }),
);

const all = inOrder(metas);
const ofLesson = new Map(lessons.map(({ slug }) => [slug, all.filter((exercise) => exercise.lesson === slug)]));

/** The exercises of a lesson, in order; none for a lesson that does not exist. */
export function exercisesOf(lesson: string | undefined): readonly ExerciseMeta[] {
  return ofLesson.get(lesson ?? '') ?? [];
}

/** Every exercise in the order of the course. */
export const exercises: readonly ExerciseMeta[] = lessons.flatMap(({ slug }) => exercisesOf(slug));

/** Old ids of exercises → those of today (`formerly:` in the front matter). */
export const movedExercises: ReadonlyMap<string, string> = new Map(
  exercises.flatMap((exercise) => exercise.formerly.map((old) => [old, exercise.id] as const)),
);

/** An exercise by id (`lesson/exercise`), without its solution; undefined when there is none. */
export async function loadExercise(id: string): Promise<Exercise | undefined> {
  return (await exerciseModules.get(id)?.())?.default;
}

/** The solution of an exercise, a chunk of its own; undefined when there is no such exercise. */
export async function loadSolution(id: string): Promise<Solution | undefined> {
  return (await solutionModules.get(id)?.())?.default;
}
