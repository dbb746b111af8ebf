import { useState } from 'react';
import { Link } from '../links.tsx';
import { exercises, exercisesOf } from '../../content/exercises.ts';
import { lessons, type LessonMeta } from '../../content/index.ts';
import { overview, shelf } from '../../progress/device.ts';
import type { Overview } from '../../progress/overview.ts';
import { exportProgress, IMPORT_LIMIT, importProgress, resetProgress } from '../../progress/transfer.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { count } from '../../ui/format.ts';
import { Answers, Lead } from '../../ui/headline/headline.tsx';
import { Ring } from '../../ui/ring/ring.tsx';
import { useToast } from '../../ui/toast/toast.tsx';
import { Head } from '../head.tsx';
import { saveAsFile } from '../save-as-file.ts';
import { Foot } from '../shell/foot.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { fillOf, standingOf, tally, useOverview, wordOf } from '../exercise-progress.ts';
import styles from './progress.module.css';

/** What this device holds: counts, a row an exercise, export and import, reset of one or all. */
export function Page() {
  const state = useOverview();
  const { solved, byHand, begun, total } = tally(state, exercises);
  const skipped = exercises.filter((exercise) => standingOf(state, exercise.id).skipped).length;
  return (
    <>
      <Head title="Progress" description="What is solved on this device; export, import and reset." path="/progress/" />
      <TopBar here="Progress" />
      <main id="main" className={`wrap ${styles.page}`} tabIndex={-1}>
        <h1>Progress</h1>
        <p className={styles.intro}>
          <b className="num">
            {solved} of {total}
          </b>{' '}
          done
          {byHand > 0 && ` · ${byHand} done by hand, not judged`}
          {begun > 0 && ` · ${begun} begun`}
          {skipped > 0 && ` · ${skipped} skipped`}
        </p>
        {state.ready && !state.kept && <Blocked />}
        <Transfer />
        {lessons.map((lesson) => (
          <LessonSection key={lesson.slug} lesson={lesson} state={state} />
        ))}
        <ResetAll />
      </main>
      <Foot />
    </>
  );
}

function Blocked() {
  return (
    <div className={styles.blocked}>
      <Lead state="error" kind="Not saved on this device" title="The browser blocks storage" level={3}>
        <Answers
          of={[
            ['Try', 'Allow storage for this site, or leave private browsing.'],
            ['Why', 'Work goes on in memory until this tab closes.'],
          ]}
        />
      </Lead>
    </div>
  );
}

function Transfer() {
  const [report, setReport] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > IMPORT_LIMIT) return setReport('Not imported: the file is larger than 20 MB.');
    const result = importProgress(shelf, await file.text().catch(() => ''));
    overview.hydrate();
    if (!result.ok) return setReport(`Not imported: ${result.reason}`);
    const refused = result.refused.length
      ? ` ${count(result.refused.length, 'entry').replace('entrys', 'entries')} could not be read or stored: ${result.refused.slice(0, 5).join(', ')}.`
      : '';
    setReport(`${count(result.taken.length, 'exercise')} imported.${refused}`);
  };
  return (
    <section className={styles.view} aria-labelledby="transfer">
      <header>
        <h2 id="transfer">Export and import</h2>
        <p>
          One file with every text, every kept version and what is solved. An import never overwrites: of two texts the
          newer stands, the other is kept as an earlier version.
        </p>
      </header>
      <div>
        <div className="actions">
          <Button
            onClick={() =>
              saveAsFile(
                `drydock-progress-${new Date().toISOString().slice(0, 10)}.json`,
                exportProgress(shelf, Date.now()),
              )
            }
          >
            Export as a file
          </Button>
          <label className={styles.file}>
            Import a file
            <input
              type="file"
              accept="application/json,.json"
              onChange={(event) => {
                void take(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
          </label>
        </div>
        <p className={styles.report} role="status">
          {report}
        </p>
      </div>
    </section>
  );
}

function LessonSection({ lesson, state }: { lesson: LessonMeta; state: Overview }) {
  const toast = useToast();
  const reset = (id: string, title: string) => {
    const undo = resetProgress(shelf, id);
    overview.hydrate();
    toast({
      text: `“${title}” is back at its start.`,
      action: {
        label: 'Undo',
        run() {
          undo();
          overview.hydrate();
        },
      },
    });
  };
  return (
    <section className={styles.view} aria-labelledby={lesson.slug}>
      <header>
        <h2 id={lesson.slug}>
          <span>{lesson.number}</span> {lesson.title}
        </h2>
        <p>{lesson.summary}</p>
      </header>
      <ul className={styles.list}>
        {exercisesOf(lesson.slug).map((exercise) => {
          const standing = standingOf(state, exercise.id);
          return (
            <li key={exercise.id}>
              <Ring fill={fillOf(standing)} />
              <Link to={`/lessons/${exercise.id}/`}>{exercise.title}</Link>
              <span className="q">{wordOf(standing)}</span>
              <Button
                look="quiet"
                disabled={standing.at === 0}
                aria-label={`Reset ${exercise.title}`}
                onClick={() => reset(exercise.id, exercise.title)}
              >
                Reset
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function ResetAll() {
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const reset = () => {
    const undo = resetProgress(shelf);
    overview.hydrate();
    setAsking(false);
    toast({
      text: 'All progress is reset.',
      action: {
        label: 'Undo',
        run() {
          undo();
          overview.hydrate();
        },
      },
    });
  };
  return (
    <section className={styles.view} aria-labelledby="reset">
      <header>
        <h2 id="reset">Reset</h2>
        <p>Takes every text, version and mark off this device. Settings stay.</p>
      </header>
      <div className="actions">
        <Button look="danger" onClick={() => setAsking(true)}>
          Reset all progress
        </Button>
      </div>
      {asking && (
        <Dialog
          title="Reset all progress?"
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button look="danger" onClick={reset}>
                Reset all progress
              </Button>
              <Button look="primary" data-first onClick={() => setAsking(false)}>
                Keep it
              </Button>
            </>
          }
        >
          <p>
            Texts, kept versions and what is solved are taken off this device. An export made before brings them back.
          </p>
        </Dialog>
      )}
    </section>
  );
}
