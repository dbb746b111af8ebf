import { Link } from '../links.tsx';
import { exercises, exercisesOf } from '../../content/exercises.ts';
import { lessons, type ExerciseMeta, type LessonMeta } from '../../content/index.ts';
import type { Overview } from '../../progress/overview.ts';
import { buttonClass } from '../../ui/button/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { count, formatMinutes } from '../../ui/format.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Ring } from '../../ui/ring/ring.tsx';
import { Head } from '../head.tsx';
import { OUTLINE, type Planned } from '../outline.ts';
import { Foot } from '../shell/foot.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { fillOf, nextExercise, standingOf, tally, useOverview, wordOf } from '../exercise-progress.ts';
import { Scale } from './course-progress.tsx';
import styles from './home.module.css';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'];

function intro(): string {
  const coming = OUTLINE.filter((entry) => entry.planned).length;
  const there = `${NUMBERS[lessons.length] ?? lessons.length} lesson${lessons.length === 1 ? '' : 's'} with ${count(exercises.length, 'exercise')}`;
  return `${there}${coming ? `, ${(NUMBERS[coming] ?? String(coming)).toLowerCase()} more in preparation` : ''}. Each Dockerfile is built by a simulated BuildKit, in this page, and judged by the image it makes. Nothing to install, no account.`;
}

/** The chapter as a map: what is there, how far this learner is, and where to go on. */
export function Page() {
  const state = useOverview();
  const { solved, byHand, begun, left, total } = tally(state, exercises);
  return (
    <>
      <Head title="Advanced Docker Techniques" description={intro()} path="/" />
      <TopBar />
      <main id="main" className={`wrap ${styles.home}`} tabIndex={-1}>
        <h1>Advanced Docker Techniques</h1>
        <p className={styles.intro}>{intro()}</p>
        <Resume state={state} />
        <Scale state={state} />
        <p className={styles.twin}>
          <b className="num">
            {solved} of {total}
          </b>{' '}
          done
          {byHand > 0 && ` · ${byHand} done by hand, not judged`}
          {begun > 0 && ` · ${begun} begun`}
          {left > 0 && ` · about ${formatMinutes(left)} left`}
          {state.ready && !state.kept && ' · this browser blocks storage: progress lasts until the tab closes'}
        </p>
        <ol className={styles.rows} aria-label="Lessons">
          {OUTLINE.map((entry) =>
            entry.lesson ? (
              <LessonRow key={entry.number} lesson={entry.lesson} state={state} />
            ) : (
              <PlannedRow key={entry.number} planned={entry.planned} />
            ),
          )}
        </ol>
        <Legend />
        <Ways />
      </main>
      <Foot />
    </>
  );
}

function Resume({ state }: { state: Overview }) {
  const next = nextExercise(state, exercises);
  const first = exercises[0];
  if (!first) return null;
  if (!next)
    return (
      <p className={styles.resume}>
        <span className="q">Everything here is done. Each exercise stays open: another answer may be better.</span>
      </p>
    );
  const lesson = lessons.find((other) => other.slug === next.lesson);
  const at = (exercisesOf(lesson?.slug).indexOf(next) ?? 0) + 1;
  const begun = state.last !== undefined || Object.keys(state.standings).length > 0;
  return (
    <div className={styles.resume}>
      <Link className={buttonClass('primary')} to={begun ? `/lessons/${next.id}/` : `/lessons/${next.lesson}/`}>
        {begun ? `Continue: ${next.title}` : `Start: ${lesson?.title}`} <Icon name="next" />
      </Link>
      <span className="q num">
        {lesson?.number} {lesson?.title},{' '}
        {begun ? `exercise ${at} of ${exercisesOf(lesson?.slug).length}` : 'the lesson'}
        {begun && standingOf(state, next.id).mark === 'begun' && ` · begun ${dayOf(standingOf(state, next.id).at)}`}
      </span>
    </div>
  );
}

function dayOf(at: number): string {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

function LessonRow({ lesson, state }: { lesson: LessonMeta; state: Overview }) {
  const { left, total } = tally(state, exercisesOf(lesson.slug));
  return (
    <li className={styles.row}>
      <span className={styles.number}>{lesson.number}</span>
      <div>
        <h2>
          <Link to={`/lessons/${lesson.slug}/`}>{lesson.title}</Link>
        </h2>
        <p>{lesson.summary}</p>
      </div>
      <ul className={styles.dots} aria-label={`Exercises of ${lesson.number}`}>
        {exercisesOf(lesson.slug).map((exercise) => (
          <Dot key={exercise.id} exercise={exercise} state={state} />
        ))}
      </ul>
      <span className={styles.left}>{left > 0 ? `${formatMinutes(left)} left` : total > 0 ? 'done' : ''}</span>
    </li>
  );
}

function Dot({ exercise, state }: { exercise: ExerciseMeta; state: Overview }) {
  const standing = standingOf(state, exercise.id);
  const last = state.last?.id === exercise.id && standing.mark !== 'solved';
  const words = `${exercise.title}: ${wordOf(standing)}${last ? ', last open' : ''}`;
  return (
    <li>
      <Link
        className={classNames(styles[standing.mark], last && styles.here)}
        to={`/lessons/${exercise.id}/`}
        title={words}
      >
        <span className="sr">{words}</span>
        <Ring fill={fillOf(standing)} />
      </Link>
    </li>
  );
}

function PlannedRow({ planned }: { planned: Planned }) {
  return (
    <li className={`${styles.row} ${styles.planned}`}>
      <span className={styles.number}>{planned.number}</span>
      <div>
        <h2>{planned.title}</h2>
        <p>{planned.summary}</p>
      </div>
      <span className={styles.coming}>in preparation</span>
    </li>
  );
}

function Legend() {
  return (
    <ul className={styles.legend} aria-label="Key">
      <li>
        <Ring fill="full" /> solved
      </li>
      <li>
        <Ring fill="half" /> begun
      </li>
      <li>
        <Ring fill="empty" /> open
      </li>
      <li>
        <Ring fill="dotted" /> done by hand, not judged
      </li>
    </ul>
  );
}

function Ways() {
  return (
    <div className={styles.three}>
      <section>
        <h2>Playground</h2>
        <p>A Dockerfile and files of your own, with the same build view, layers and log.</p>
        <Link to="/playground/">Open the playground</Link>
      </section>
      <section>
        <h2>Build checks</h2>
        <p>
          BuildKit’s checks and hadolint’s rules, each with its reason, an example that breaks it and one that keeps it.
        </p>
        <Link to="/rules/">Read the build checks</Link>
      </section>
      <section>
        <h2>Progress</h2>
        <p>Kept in this browser and nowhere else. A file takes it to another device.</p>
        <Link to="/progress/">Export or import</Link>
      </section>
    </div>
  );
}
