import { Link } from '../links.tsx';
import { exercisesOf } from '../../content/exercises.ts';
import type { ExerciseMeta, LessonMeta } from '../../content/index.ts';
import { Button, buttonClass } from '../../ui/button/button.tsx';
import { useOverlay } from '../shell/overlay.ts';
import { TopBar } from '../shell/top-bar.tsx';
import { SavingWord } from '../exercise-workspace/saving.tsx';
import styles from '../exercise-workspace/workspace.module.css';
import type { ExerciseDesk } from './use-exercise.ts';

interface ExerciseBarProps {
  meta: ExerciseMeta;
  lesson: LessonMeta | undefined;
  desk: ExerciseDesk;
}

/** The top bar of an exercise: where the text stands, neighbours, keys. */
export function ExerciseBar({ meta, lesson, desk }: ExerciseBarProps) {
  const open = useOverlay();
  const all = exercisesOf(lesson?.slug);
  const at = all.findIndex((exercise) => exercise.id === meta.id);
  const [before, after] = [all[at - 1], all[at + 1]];
  const lessonPath = `/lessons/${meta.lesson}/`;
  return (
    <TopBar
      keepHere
      here={meta.title}
      way={[
        { to: '/', label: 'Lessons' },
        { to: lessonPath, label: `${lesson?.number ?? ''} ${lesson?.title ?? ''}` },
      ]}
      end={
        <>
          <SavingWord state={desk.state} guest={desk.guest.attempt !== undefined} />
          <span className={`${styles.place} wide`}>
            {at + 1} of {all.length}
          </span>
          <Link
            className={`${buttonClass('quiet')} wide`}
            to={before ? `/lessons/${before.id}/` : lessonPath}
            title={before?.title ?? 'The lesson'}
          >
            Previous
          </Link>
          <Link
            className={buttonClass('quiet')}
            to={after ? `/lessons/${after.id}/` : lessonPath}
            title={after?.title ?? 'The lesson'}
          >
            {after ? 'Next' : 'Lesson'}
          </Link>
          <Button
            look="quiet"
            className="wide needs-script"
            aria-label="Keyboard shortcuts"
            onClick={() => open('shortcuts')}
          >
            ?
          </Button>
        </>
      }
    />
  );
}
