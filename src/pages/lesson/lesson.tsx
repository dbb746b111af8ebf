import { Navigate } from 'react-router';
import { Link } from '../links.tsx';
import {
  lessons,
  loadLesson,
  movedLessons,
  type ExerciseMeta,
  type Heading,
  type LessonMeta,
} from '../../content/index.ts';
import { count } from '../../ui/format.ts';
import { Ring } from '../../ui/ring/ring.tsx';
import { Head } from '../head.tsx';
import { Page as NotFound } from '../not-found/not-found.tsx';
import { OUTLINE } from '../outline.ts';
import { withHeads } from '../prose/figures.ts';
import { Prose } from '../prose/prose.tsx';
import { resource } from '../resource.ts';
import type { PageProps } from '../lazy-page.tsx';
import { Foot } from '../shell/foot.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { fillOf, standingOf, tally, useOverview, wordOf } from '../exercise-progress.ts';
import graph from '../../ui/graph/graph.module.css';
import layers from '../../ui/layer-bars/layer-bars.module.css';
import rails from '../../ui/rail-map/rail-map.module.css';
import lanes from '../../ui/swim-lanes/swim-lanes.module.css';
import signals from '../exercise-workspace/machine/signals/signals.module.css';
import styles from './lesson.module.css';
import { useSectionInView } from './use-section-in-view.ts';

/** Drawings are part of the text (paint.tsx): nothing but their styles is needed, and unused styles would be left out. */
const DRAWN_WITH = [graph['graph'], layers['layers'], rails['map'], lanes['lanes'], signals['steps']].join(' ');

/** The text of a lesson, its code blocks with heads, and its exercises. */
interface Text {
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly exercises: readonly ExerciseMeta[];
}

const texts = resource(async (slug: string): Promise<Text | undefined> => {
  const lesson = await loadLesson(slug);
  return lesson && { html: withHeads(lesson.html, true), headings: lesson.headings, exercises: lesson.exercises };
});

/**
 * Loads the text. A prerendered page holds it already: it is taken from there, so that reading a lesson does not fetch
 * it twice.
 */
export async function prepare({ params }: PageProps): Promise<void> {
  const slug = params['lesson'] ?? '';
  const there = globalThis.document?.querySelector<HTMLElement>(`[data-lesson="${CSS.escape(slug)}"]`);
  if (there?.firstElementChild) texts.put(slug, textOf(there.firstElementChild, there.dataset['exercises']));
  else await texts.load(slug);
}

function textOf(element: Element, exercises = '[]'): Text {
  const headings = [...element.querySelectorAll('h2, h3')].map((heading) => ({
    id: heading.id,
    text: heading.textContent ?? '',
    depth: Number(heading.tagName[1]),
  }));
  return { html: element.innerHTML, headings, exercises: JSON.parse(exercises) as readonly ExerciseMeta[] };
}

/** The text of a lesson between the lessons of the chapter and its own sections, its exercises at the foot. */
export function Page({ params }: PageProps) {
  const slug = params['lesson'] ?? '';
  const meta = lessons.find((lesson) => lesson.slug === slug);
  const text = texts.useRead(slug);
  const now = movedLessons.get(slug);
  if (now) return <Navigate to={`/lessons/${now}/`} replace />;
  if (!meta || !text) return <NotFound />;
  return <Lesson meta={meta} text={text} />;
}

function Lesson({ meta, text }: { meta: LessonMeta; text: Text }) {
  const sections = text.headings.filter((heading) => heading.depth === 2);
  const links = text.exercises.length ? [...sections, { id: 'exercises', text: 'Exercises', depth: 2 }] : sections;
  return (
    <>
      <Head title={`${meta.number} ${meta.title}`} description={meta.summary} path={`/lessons/${meta.slug}/`} />
      <TopBar way={[{ to: '/', label: 'Lessons' }]} here={`${meta.number} ${meta.title}`} />
      <div className={styles.lesson}>
        <Chapter current={meta} />
        <main id="main" className={styles.text} tabIndex={-1}>
          <nav className={styles.fold} aria-label="On this page">
            <details>
              <summary>On this page</summary>
              {links.map((heading) => (
                <a key={heading.id} href={`#${heading.id}`}>
                  {heading.text}
                </a>
              ))}
            </details>
          </nav>
          <h1>{meta.title}</h1>
          <p className={styles.summary}>{meta.summary}</p>
          <Facts meta={meta} exercises={text.exercises} />
          <div data-lesson={meta.slug} data-exercises={JSON.stringify(text.exercises)} data-drawn-with={DRAWN_WITH}>
            <Prose headed html={text.html} workspaces={() => loadLesson(meta.slug)} />
          </div>
          {text.exercises.length > 0 && <Exercises exercises={text.exercises} />}
          <Pager meta={meta} first={text.exercises[0]} />
        </main>
        <Contents sections={links} />
      </div>
      <Foot />
    </>
  );
}

function Chapter({ current }: { current: LessonMeta }) {
  return (
    <nav className={styles.side} aria-label="Lessons">
      <h2>Lessons</h2>
      <ul>
        {OUTLINE.map(({ number, lesson, planned }) => (
          <li key={number}>
            {lesson ? (
              <Link to={`/lessons/${lesson.slug}/`} aria-current={lesson === current ? 'page' : undefined}>
                <span className={styles.number}>{number}</span>
                {lesson.title}
              </Link>
            ) : (
              <span className={styles.planned} title="In preparation">
                <span className={styles.number}>{number}</span>
                {planned.title}
                <span className="sr"> (in preparation)</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Facts({ meta, exercises }: { meta: LessonMeta; exercises: readonly ExerciseMeta[] }) {
  const { solved, total } = tally(useOverview(), exercises);
  return (
    <p className={styles.facts}>
      <span>{meta.number}</span>
      <span>{meta.minutes} minutes to read</span>
      {total > 0 && (
        <span>
          {count(total, 'exercise')}
          {solved > 0 && `, ${solved} solved`}
        </span>
      )}
    </p>
  );
}

function Exercises({ exercises }: { exercises: readonly ExerciseMeta[] }) {
  const state = useOverview();
  return (
    <section aria-labelledby="exercises" className={styles.exercises}>
      <h2 id="exercises">Exercises</h2>
      <ol>
        {exercises.map((exercise) => {
          const standing = standingOf(state, exercise.id);
          return (
            <li key={exercise.id}>
              <Ring fill={fillOf(standing)} />
              <span>
                <Link to={`/lessons/${exercise.id}/`}>{exercise.title}</Link>{' '}
                <span className="sr">({wordOf(standing)})</span>
              </span>
              <span className={styles.minutes}>{exercise.minutes} min</span>
              <p>{exercise.summary}</p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Pager({ meta, first }: { meta: LessonMeta; first: ExerciseMeta | undefined }) {
  const at = lessons.indexOf(meta);
  const [before, after] = [lessons[at - 1], lessons[at + 1]];
  return (
    <nav className={styles.pager} aria-label="Neighbouring lessons">
      <Link to={before ? `/lessons/${before.slug}/` : '/'}>
        <span>{before ? 'Previous' : 'All lessons'}</span>
        {before ? `${before.number} ${before.title}` : 'Contents'}
      </Link>
      {after ? (
        <Link to={`/lessons/${after.slug}/`}>
          <span>Next</span>
          {after.number} {after.title}
        </Link>
      ) : (
        first && (
          <Link to={`/lessons/${first.id}/`}>
            <span>First exercise</span>
            {first.title}
          </Link>
        )
      )}
    </nav>
  );
}

function Contents({ sections }: { sections: readonly Heading[] }) {
  const current = useSectionInView(sections);
  return (
    <nav className={`${styles.side} ${styles.contents}`} aria-label="On this page">
      <h2>On this page</h2>
      <ul>
        {sections.map((heading) => (
          <li key={heading.id}>
            <a href={`#${heading.id}`} aria-current={heading.id === current ? 'true' : undefined}>
              {heading.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
