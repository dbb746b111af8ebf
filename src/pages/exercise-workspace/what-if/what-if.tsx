import { useMemo, useState } from 'react';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import { engine, useLive, type Subject, type WhatIfAnswer, type WhatIfQuestion } from '../../../worker/client.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Choice, Field } from '../../../ui/field/field.tsx';
import { count, formatDuration, formatSeconds } from '../../../ui/format.ts';
import { Code } from '../../../ui/inline-code/code.tsx';
import { Words } from '../../../ui/inline-code/text-with-code.tsx';
import { causeWords } from '../build/cache/cache-miss-cause.ts';
import { inShort } from '../checks/verdict.ts';
import {
  argumentEdit,
  changeOf,
  choicesOf,
  kindsOf,
  startOf,
  type Choices,
  type Edit,
  type EditKind,
} from './edits.ts';
import styles from './what-if.module.css';

const LABELS: Readonly<Record<EditKind, string>> = {
  edit: 'a file is edited',
  touch: 'a file is touched (new time, same text)',
  chmod: 'a file gets another mode',
  delete: 'a file is deleted',
  arg: 'a build argument changes',
  target: 'another target is built',
  base: 'a base image changes',
  label: 'a LABEL is added',
  env: 'an ENV is added',
};

function ask(question: WhatIfQuestion) {
  return engine().whatIf(question);
}

interface WhatIfProps {
  subject: Subject;
  stages: EvidenceView['stages'];
}

/** One edit, tried on the cache of the build that is shown: what would run again, why, and for how long. The files stay as they are. */
export function WhatIf({ subject, stages }: WhatIfProps) {
  const { files } = subject;
  const { args } = ('exercise' in subject ? subject.exercise.build : subject.build) ?? {};
  const choices = useMemo(() => choicesOf(files, stages, args), [files, stages, args]);
  const kinds = kindsOf(choices);
  const [chosen, setChosen] = useState<Edit>();
  const edit = chosen && kinds.includes(chosen.kind) ? chosen : startOf(kinds[0] ?? 'label', choices);
  const question = useMemo(() => {
    const change = changeOf(edit, files, choices);
    return change && { subject, change };
    // `edit` is made anew by every rendering: its members count
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [edit.kind, edit.what, edit.value, subject, files, choices]);
  const live = useLive(ask, question);
  return (
    <>
      <section>
        <h2 className={styles.question}>What would run again?</h2>
        <div className={styles.form}>
          <Choice
            label="Suppose"
            value={edit.kind}
            options={kinds.map((kind) => [kind, LABELS[kind]] as const)}
            onChange={(kind) => setChosen(startOf(kind as EditKind, choices, edit))}
          />
          <What edit={edit} choices={choices} onEdit={setChosen} />
        </div>
        <p className={styles.aside}>The next build would find the cache of this one. The files stay as they are.</p>
      </section>
      <section aria-live="polite" aria-busy={live.status === 'working'}>
        {!question ? (
          <p className="q">There is nothing to change in this way.</p>
        ) : live.status === 'failed' ? (
          <p className="q">{live.message}</p>
        ) : live.answer ? (
          <Answer answer={live.answer} />
        ) : (
          <p className="q">The second build is on its way.</p>
        )}
      </section>
    </>
  );
}

/** What the edit is applied to, and the new value where it has one. */
function What({ edit, choices, onEdit }: { edit: Edit; choices: Choices; onEdit(edit: Edit): void }) {
  const { kind, what, value } = edit;
  if (kind === 'arg')
    return (
      <>
        <Choice
          label="Argument"
          value={what}
          options={choices.args.map(({ name }) => [name, name] as const)}
          onChange={(name) => onEdit(argumentEdit(name, choices))}
        />
        <Field
          label="New value"
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onEdit({ ...edit, value: event.target.value })}
        />
      </>
    );
  if (kind === 'base')
    return (
      <>
        <Choice
          label="Base image"
          value={what}
          options={choices.bases.map(({ name, line }, at) => [String(at), `${name}, line ${line + 1}`] as const)}
          onChange={(at) => onEdit({ kind, what: at, value: choices.bases[Number(at)]?.value ?? '' })}
        />
        <Field
          label="New image"
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onEdit({ ...edit, value: event.target.value })}
        />
      </>
    );
  if (kind === 'label' || kind === 'env')
    return <p className={styles.aside}>Right below the last FROM: everything of that stage comes after it.</p>;
  const [label, list] = kind === 'target' ? ['Target', choices.targets] : ['File', choices.files];
  return (
    <Choice
      label={label}
      value={what}
      options={list.map((name) => [name, name] as const)}
      onChange={(name) => onEdit({ ...edit, what: name })}
    />
  );
}

function Answer({ answer }: { answer: WhatIfAnswer }) {
  const { error, steps, notSimulated } = answer;
  if (error?.of === 'first')
    return <p className={styles.answer}>The build fails as it is: there is no cache to build on.</p>;
  return (
    <>
      <p className={styles.answer}>{lead(answer)}</p>
      {error && (
        <p className={styles.error}>
          <code>{inShort(error.message)}</code>
        </p>
      )}
      <ol className={styles.steps}>
        {steps.map(({ id, name, status, ms, cause }) => (
          <li key={id}>
            <i className={classNames(styles.mark, styles[status])} aria-hidden="true" />
            <Code text={name} />
            <span className={styles.number}>{status === 'cached' ? 'cached' : formatDuration(ms)}</span>
            {status !== 'cached' && (
              <small>
                {WORDS[status]}
                {cause && status === 'ran' && (
                  <>
                    {' because '}
                    <Words text={causeWords(cause)} />
                  </>
                )}
              </small>
            )}
          </li>
        ))}
      </ol>
      {notSimulated.length > 0 && (
        <p className={styles.aside}>Not simulated, so the answer may differ: {notSimulated.slice(0, 3).join('; ')}.</p>
      )}
    </>
  );
}

const WORDS = { ran: 'Runs again', cached: 'Cached', failed: 'Fails', canceled: 'Does not end' } as const;

/** The answer in one line: what runs again, and what it saves. */
function lead({ error, steps, ms, cold }: WhatIfAnswer): string {
  const again = steps.filter(({ status }) => status !== 'cached').length;
  if (error) return 'The build would fail';
  const all = count(steps.length, 'step');
  if (again === 0) return `Nothing runs again: all ${all} come from the cache`;
  const time = cold - ms < 50 ? ', as long as without a cache' : ` instead of ${formatSeconds(cold)}`;
  return `${again} of ${all} ${again === 1 ? 'runs' : 'run'} again: ${formatSeconds(ms)}${time}`;
}
