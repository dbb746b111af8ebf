import { useEffect } from 'react';
import { Navigate } from 'react-router';
import { exercises, loadExercise, movedExercises } from '../../content/exercises.ts';
import { lessons, type Exercise, type ExerciseMeta } from '../../content/index.ts';
import { overview } from '../../progress/device.ts';
import { Boundary } from '../failure/boundary.tsx';
import { Head } from '../head.tsx';
import { Page as NotFound } from '../not-found/not-found.tsx';
import { resource } from '../resource.ts';
import type { PageProps } from '../lazy-page.tsx';
import { AttemptFailure } from '../exercise-workspace/attempt-failure.tsx';
import styles from '../exercise-workspace/workspace.module.css';
import { ExerciseBar } from './exercise-bar.tsx';
import { useExercise } from './use-exercise.ts';
import { Workbench } from './exercise-panes.tsx';

const tasks = resource(loadExercise);

function idOf({ params }: PageProps): string {
  return `${params['lesson'] ?? ''}/${params['exercise'] ?? ''}`;
}

export async function prepare(props: PageProps): Promise<void> {
  await tasks.load(idOf(props));
}

/** An exercise: task, editor, outcome. */
export function Page(props: PageProps) {
  const id = idOf(props);
  const exercise = tasks.useRead(id);
  const meta = exercises.find((other) => other.id === id);
  const now = movedExercises.get(id);
  if (now) return <Navigate to={`/lessons/${now}/`} replace />;
  if (!exercise || !meta) return <NotFound />;
  return (
    <Boundary key={id} id={id} fallback={AttemptFailure}>
      <ExercisePage exercise={exercise} meta={meta} />
    </Boundary>
  );
}

function ExercisePage({ exercise, meta }: { exercise: Exercise; meta: ExerciseMeta }) {
  const desk = useExercise(exercise);
  const lesson = lessons.find((other) => other.slug === meta.lesson);
  useEffect(() => overview.visit(exercise.id), [exercise.id]);
  return (
    <div className={styles.frame}>
      <Head title={meta.title} description={meta.summary} path={`/lessons/${meta.id}/`} />
      <ExerciseBar meta={meta} lesson={lesson} desk={desk} />
      <Workbench exercise={exercise} meta={meta} desk={desk} />
    </div>
  );
}
