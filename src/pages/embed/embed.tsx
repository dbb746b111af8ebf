import { useEffect, useRef, useSyncExternalStore } from 'react';
import { exercises, loadExercise, movedExercises } from '../../content/exercises.ts';
import type { Exercise, ExerciseMeta } from '../../content/index.ts';
import { useExercise } from '../exercise/use-exercise.ts';
import { Workbench } from '../exercise/exercise-panes.tsx';
import { Boundary } from '../failure/boundary.tsx';
import { Head } from '../head.tsx';
import { Page as NotFound } from '../not-found/not-found.tsx';
import { resource } from '../resource.ts';
import { LinksInNewTabs } from '../links.tsx';
import type { PageProps } from '../lazy-page.tsx';
import { AttemptFailure } from '../exercise-workspace/attempt-failure.tsx';
import styles from './embed.module.css';
import { tellHeight, tellResult } from './messages.ts';

const tasks = resource(loadExercise);

function idOf({ params }: PageProps): string {
  const id = `${params['lesson'] ?? ''}/${params['exercise'] ?? ''}`;
  return movedExercises.get(id) ?? id;
}

export async function prepare(props: PageProps): Promise<void> {
  await tasks.load(idOf(props));
}

/**
 * An exercise without the app around it, for a frame in another page. `?theme=light|dark` sets the theme; `?ui=editor`
 * shows the editor first on a narrow frame; `?ui=fill` takes the height of the frame instead of 640 px.
 */
export function Page(props: PageProps) {
  const id = idOf(props);
  const exercise = tasks.useRead(id);
  const meta = exercises.find((other) => other.id === id);
  if (!exercise || !meta) return <NotFound />;
  return (
    <Boundary key={id} id={id} fallback={AttemptFailure}>
      <Embed exercise={exercise} meta={meta} />
    </Boundary>
  );
}

function never(): () => void {
  return () => undefined;
}

/** What `?ui=` asks for. The first render knows nothing of it, as the prerendered page does: hydration patches no classes. */
function askedUi(): string | null {
  return new URLSearchParams(location.search).get('ui');
}

function askedNothing(): null {
  return null;
}

function Embed({ exercise, meta }: { exercise: Exercise; meta: ExerciseMeta }) {
  const desk = useExercise(exercise);
  const frame = useRef<HTMLDivElement>(null);
  const ui = useSyncExternalStore(never, askedUi, askedNothing);
  const { answer } = desk.live;
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => tellHeight(meta.id, element.offsetHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [meta.id]);
  useEffect(() => {
    if (answer) tellResult(meta.id, answer);
  }, [meta.id, answer]);
  return (
    <div className={ui === 'fill' ? styles.fill : styles.frame} ref={frame}>
      <Head title={meta.title} description={meta.summary} path={`/embed/${meta.id}/`} />
      <LinksInNewTabs>
        <Workbench exercise={exercise} meta={meta} desk={desk} first={ui === 'editor' ? 'editor' : 'task'} />
      </LinksInNewTabs>
    </div>
  );
}
