import type { Overview } from '../../progress/overview.ts';
import { exercises, exercisesOf } from '../../content/exercises.ts';
import { classNames } from '../../ui/class-names.ts';
import { OUTLINE } from '../outline.ts';
import { standingOf, tally } from '../exercise-progress.ts';
import styles from './course-progress.module.css';

/** Cells that a lesson in preparation takes on the scale: about as many as lessons have exercises. */
const PLANNED = 12;

/** One cell an exercise, one division a lesson. The sentence below says the same in words. */
export function Scale({ state }: { state: Overview }) {
  const { solved, byHand, begun, total } = tally(state, exercises);
  const label = `${solved} of ${total} exercises done${byHand ? `, ${byHand} more done by hand and not judged` : ''}${begun ? `, ${begun} begun` : ''}`;
  return (
    <div className={styles.scale} role="img" aria-label={label}>
      {OUTLINE.map(({ number, lesson }) => {
        const own = exercisesOf(lesson?.slug);
        return (
          <span key={number} className={styles.division} style={{ flex: own.length || PLANNED }}>
            <span className={styles.cells}>
              {own.map(({ id }) => {
                const { mark } = standingOf(state, id);
                return <i key={id} className={classNames(styles[mark], state.last?.id === id && styles.here)} />;
              })}
              {own.length === 0 && <i />}
            </span>
            <span className={styles.label}>
              {number}
              {lesson && (
                <span className="wide">
                  {'\u200a '}
                  {tally(state, own).solved}/{own.length}
                </span>
              )}
            </span>
          </span>
        );
      })}
    </div>
  );
}
