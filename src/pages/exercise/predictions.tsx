import { useId, useRef, useState } from 'react';
import type { Exercise } from '../../content/index.ts';
import type { PredictionSpec } from '../../engine/grade/check.ts';
import type { PredictionView } from '../../engine/grade/view.ts';
import { Button } from '../../ui/button/button.tsx';
import { CheckList, type CheckRow } from '../../ui/check-list/check-list.tsx';
import { count } from '../../ui/format.ts';
import { useToast } from '../../ui/toast/toast.tsx';
import { Code } from '../../ui/inline-code/code.tsx';
import { Words } from '../../ui/inline-code/text-with-code.tsx';
import { Prose } from '../prose/prose.tsx';
import { marked, type MarkedOption } from './prediction-answers.ts';
import styles from './predictions.module.css';
import type { ExerciseDesk } from './use-exercise.ts';

interface PredictionsProps {
  exercise: Exercise;
  desk: ExerciseDesk;
}

/** The questions of an exercise that are answered before the build is looked at. */
export function Predictions({ exercise, desk }: PredictionsProps) {
  const { predictions = [] } = exercise.spec;
  if (predictions.length === 0) return null;
  const views = desk.live.answer?.view.predictions ?? [];
  const { answers = {} } = desk.attempt;
  const given = predictions.filter(({ id }) => Object.hasOwn(answers, id)).length;
  return (
    <section>
      <h3>
        Predict first{' '}
        <span>
          {given} of {predictions.length} answered
        </span>
      </h3>
      {predictions.map((spec) => (
        <Prediction
          key={spec.id}
          spec={spec}
          view={views.find(({ id }) => id === spec.id)}
          answer={answers[spec.id]}
          desk={desk}
        />
      ))}
    </section>
  );
}

interface PredictionProps {
  spec: PredictionSpec;
  /** As the engine sees it; of the last build, while a newer one is on its way. */
  view: PredictionView | undefined;
  answer: readonly string[] | undefined;
  desk: ExerciseDesk;
}

function Prediction({ spec, view, answer, desk }: PredictionProps) {
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  const toast = useToast();
  const judged = view?.answer !== undefined && String(view.answer) === String(answer);
  const hand = (chosen: readonly string[] | null) => {
    const before = answer ?? null;
    desk.predict(spec.id, chosen);
    // the button that was pressed goes away
    group.current?.focus();
    toast({
      text: chosen ? 'Prediction handed in.' : 'Prediction taken back.',
      action: { label: 'Undo', run: () => desk.predict(spec.id, before) },
    });
  };
  return (
    <div ref={group} className={styles.prediction} role="group" aria-labelledby={id} tabIndex={-1}>
      <div id={id} className={styles.question}>
        <Prose html={spec.html} size="pane" />
      </div>
      {answer !== undefined && !view?.stale ? (
        <Judged view={judged ? view : undefined} onAgain={() => hand(null)} />
      ) : (
        <Choice view={view} failed={desk.live.status === 'failed'} onHand={hand} />
      )}
    </div>
  );
}

interface ChoiceProps {
  view: PredictionView | undefined;
  failed: boolean;
  onHand(chosen: readonly string[]): void;
}

/** What can be chosen. Nothing is kept or judged until it is handed in. */
function Choice({ view, failed, onHand }: ChoiceProps) {
  const id = useId();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  if (!view)
    return (
      <p className="q">
        {failed ? 'There is no build to choose from.' : 'What can be chosen comes with the first build.'}
      </p>
    );
  if (view.options.length === 0)
    return <p className="q">What is asked about does not build yet: the question waits until it does.</p>;
  const chosen = view.options.filter((option) => ticked.includes(option));
  const toggle = (option: string) =>
    setTicked(chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
  return (
    <>
      {view.stale && <p className="q">The build has other steps than at the time of the answer: predict once more.</p>}
      <ul className={styles.options}>
        {view.options.map((option, at) => (
          <li key={option}>
            <input
              type="checkbox"
              id={`${id}${at}`}
              checked={chosen.includes(option)}
              onChange={() => toggle(option)}
            />
            <label htmlFor={`${id}${at}`}>
              <Option kind={view.kind} text={option} />
            </label>
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button onClick={() => onHand(chosen)}>
          {chosen.length ? `Hand in ${chosen.length} of ${view.options.length}` : 'Hand in: none of them'}
        </Button>
      </div>
    </>
  );
}

/** What was predicted against what happens: what was wrong first, what was right on request. */
function Judged({ view, onAgain }: { view: PredictionView | undefined; onAgain(): void }) {
  const options = view && marked(view);
  const wrong = options?.filter(({ state }) => state === 'fail') ?? [];
  const right = options?.filter(({ state }) => state === 'pass') ?? [];
  return (
    <>
      <div className={styles.end}>
        <p role="status">
          {!options
            ? 'The prediction is being held against the build.'
            : wrong.length === 0
              ? `As predicted, all ${options.length}.`
              : `${right.length} of ${count(options.length, 'option')} right.`}
        </p>
        <Button look="quiet" onClick={onAgain}>
          Predict again
        </Button>
      </div>
      {wrong.length > 0 && <CheckList rows={wrong.map((one) => rowOf(one, view?.kind))} />}
      {right.length > 0 && (
        <details className="twin">
          <summary>{wrong.length ? `The ${right.length} that were right, and why` : 'What happens, and why'}</summary>
          <CheckList rows={right.map((one) => rowOf(one, view?.kind))} />
        </details>
      )}
    </>
  );
}

function rowOf({ option, state, word, why }: MarkedOption, kind: PredictionSpec['kind'] | undefined): CheckRow {
  return { id: option, title: <Option kind={kind} text={option} />, state, word, why };
}

/** Steps, stages and paths are code as a whole; statements are sentences, with code between backticks. */
function Option({ kind, text }: { kind: PredictionSpec['kind'] | undefined; text: string }) {
  return kind === 'facts' ? <Words text={text} /> : <Code text={text} />;
}
