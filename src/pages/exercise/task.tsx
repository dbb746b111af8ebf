import type { Exercise, ExerciseMeta } from '../../content/index.ts';
import type { HintSpec } from '../../engine/grade/check.ts';
import { Button } from '../../ui/button/button.tsx';
import { GoalList } from '../../ui/check-list/check-list.tsx';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { Prose } from '../prose/prose.tsx';
import { checkRows } from '../exercise-workspace/checks/verdict.ts';
import styles from '../exercise-workspace/workspace.module.css';
import { hintOrder } from './hint-order.ts';
import { Predictions } from './predictions.tsx';
import type { ExerciseDesk } from './use-exercise.ts';
import type { Panels } from './use-extra-tabs.tsx';

interface TaskProps {
  exercise: Exercise;
  meta: ExerciseMeta;
  desk: ExerciseDesk;
  panels: Panels;
}

/** The task: story, goal, hints one by one, the solution, and what can be done with the text. */
export function Task({ exercise, meta, desk, panels }: TaskProps) {
  const rows = checkRows(exercise.spec.checks, desk.live.answer);
  const inOrder = exercise.spec.checks.flatMap((check) => rows.find((row) => row.id === check.id) ?? []);
  return (
    <Scroll className={styles.task} aria-label="Task text" data-entry>
      <h2 className={styles.title}>{meta.title}</h2>
      <Prose html={exercise.html} size="pane" />
      <Predictions exercise={exercise} desk={desk} />
      <section>
        <h3>Goal</h3>
        <GoalList rows={inOrder} />
      </section>
      <Hints exercise={exercise} desk={desk} />
      <Solution desk={desk} panels={panels} />
      <Text desk={desk} panels={panels} />
    </Scroll>
  );
}

function Hints({ exercise, desk }: { exercise: Exercise; desk: ExerciseDesk }) {
  const { hints } = exercise.spec;
  const order = hintOrder(hints, desk.record.hints, desk.live.answer?.hints ?? []);
  if (hints.length === 0) return null;
  const open = (id: string) => desk.note((record) => ({ ...record, hints: [...new Set([...record.hints, id])] }));
  return (
    <section>
      <h3>
        Hints{' '}
        <span>
          {order.opened.length} of {hints.length} opened
        </span>
      </h3>
      {order.opened.map((hint) => (
        <Hint key={hint.id} hint={hint} />
      ))}
      {order.next && <NextHint key={order.next.id} hint={order.next} onOpen={open} />}
      {order.locked > 0 && (
        <p className={styles.locked}>
          {order.locked === 1 ? 'One more' : `${order.locked} more`}: one opens after the other
        </p>
      )}
    </section>
  );
}

function Hint({ hint }: { hint: HintSpec }) {
  return (
    <details className={styles.hint} open>
      <summary>{hint.title}</summary>
      <div>
        <Prose html={hint.html} size="pane" />
      </div>
    </details>
  );
}

function NextHint({ hint, onOpen }: { hint: HintSpec; onOpen(id: string): void }) {
  return (
    <details
      className={styles.hint}
      onToggle={(event) => {
        if (event.currentTarget.open) onOpen(hint.id);
      }}
    >
      <summary className="needs-script">{hint.title}</summary>
    </details>
  );
}

function Solution({ desk, panels }: { desk: ExerciseDesk; panels: Panels }) {
  const solved = desk.record.solved !== null;
  return (
    <section className="needs-script">
      <h3>Solution</h3>
      <p className="q">
        {solved
          ? 'This version is kept. The solution opens beside it.'
          : 'Opens beside these files as a comparison; nothing is overwritten.'}
      </p>
      <div className={`actions ${styles.buttons}`}>
        <Button onClick={panels.askSolution}>Compare with a solution</Button>
      </div>
    </section>
  );
}

function Text({ desk, panels }: { desk: ExerciseDesk; panels: Panels }) {
  const { versions, skipped, solved, attempt } = desk.record;
  return (
    <section className="needs-script">
      <h3>Text</h3>
      <div className={`actions ${styles.buttons}`}>
        {versions.length > 0 && <Button onClick={panels.showVersions}>Earlier versions ({versions.length})</Button>}
        <Button look={versions.length ? 'quiet' : 'plain'} onClick={panels.copyLink}>
          Copy link
        </Button>
        <Button look="quiet" disabled={!attempt} onClick={panels.askReset}>
          Reset files
        </Button>
        {!solved && (
          <Button look="quiet" onClick={() => desk.note((record) => ({ ...record, skipped: !record.skipped }))}>
            {skipped ? 'Skipped: take up again' : 'Skip for now'}
          </Button>
        )}
      </div>
    </section>
  );
}
