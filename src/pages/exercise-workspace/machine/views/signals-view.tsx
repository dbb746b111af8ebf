import { useState } from 'react';
import type { RunLine, Signals, SignalStory } from '../../../../engine/docker/views/index.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { Choose } from '../../../../ui/radio-group/radio-group.tsx';
import { classNames } from '../../../../ui/class-names.ts';
import { Choice } from '../../../../ui/field/field.tsx';
import { LookStatus } from '../query-status.tsx';
import { useLook, type MachineDesk, type MachineViewPart } from '../use-machine.ts';
import shared from '../machine.module.css';
import { ProcessTree } from '../signals/process-tree.tsx';
import { RunTable } from '../signals/run-table.tsx';
import { SignalTimeline } from '../signals/signal-timeline.tsx';
import styles from '../signals/signals.module.css';
import { choiceOf } from '../signals/run-labels.ts';
import { VerdictLead } from '../signals/verdict-lead.tsx';

type From = 'asked' | 'start';

/** What is chosen in this view. Keys of runs; a pick counts as long as nothing else is selected elsewhere. */
interface Chosen {
  readonly run: Pick<RunLine, 'key' | 'id'> | undefined;
  readonly other: string;
  readonly from: From;
}

/** What signals did to the processes of a container. */
function SignalsView({ machine }: { machine: MachineDesk }) {
  const [chosen, choose] = useState<Chosen>({ run: undefined, other: '', from: 'asked' });
  const { selected } = machine;
  const elsewhere = selected?.kind === 'container' && selected.id !== chosen.run?.id ? selected.id : undefined;
  const main = elsewhere ?? chosen.run?.key;
  const runs = main === undefined ? [] : chosen.other === '' ? [main] : [main, chosen.other];
  const look = useLook(machine, 'signals', { runs, from: chosen.from });
  const pick = (run: RunLine) => {
    choose({ ...chosen, run, other: chosen.other === run.key ? '' : chosen.other });
    machine.select({ kind: 'container', id: run.id });
  };
  return (
    <div className={styles.box}>
      <h2 className={shared.question}>Who got the signal?</h2>
      <LookStatus look={look} />
      {look.answer && (
        <Answer
          signals={look.answer}
          chosen={chosen}
          onPick={pick}
          onCompare={(other) => {
            const [story] = look.answer?.stories ?? [];
            if (story) choose({ ...chosen, run: story.run, other });
            if (story) machine.select({ kind: 'container', id: story.run.id });
          }}
          onFrom={(from) => choose({ ...chosen, from })}
          onStop={(name) => machine.session.enter(freeTerminal(machine), [`docker stop ${name}`])}
        />
      )}
    </div>
  );
}

/** A terminal that waits for a command, or a new one. */
function freeTerminal({ session }: MachineDesk): number {
  const { terminals } = session.snapshot();
  return terminals.find(({ state }) => state === 'command')?.id ?? Math.max(-1, ...terminals.map(({ id }) => id)) + 1;
}

interface AnswerProps {
  signals: Signals;
  chosen: Chosen;
  onPick(run: RunLine): void;
  onCompare(key: string): void;
  onFrom(from: From): void;
  onStop(name: string): void;
}

function Answer({ signals, chosen, onPick, onCompare, onFrom, onStop }: AnswerProps) {
  const { runs, stories } = signals;
  if (runs.length === 0) return <Nothing />;
  const [story] = stories;
  const ms = Math.max(...stories.map((one) => one.ms));
  return (
    <>
      <Choices signals={signals} chosen={chosen} onPick={onPick} onCompare={onCompare} onFrom={onFrom} />
      {!story && (
        <p>
          The selected container has not been started yet. <code>docker start</code> starts it.
        </p>
      )}
      {story?.live && story.run.asked === undefined && (
        <div className="actions">
          <Button onClick={() => onStop(story.run.name)}>Type docker stop {story.run.name}</Button>
        </div>
      )}
      <div className={classNames(styles.stories, stories.length > 1 && styles.two)}>
        {stories.map((one) => (
          <Story key={one.run.key} story={one} ms={ms} open={stories.length === 1} />
        ))}
      </div>
      {runs.length > 1 && (
        <section className={styles.runs} aria-labelledby="signals-runs">
          <h3 id="signals-runs" className={styles.head}>
            Everything that ran <span>newest first</span>
          </h3>
          <RunTable runs={runs} shown={stories.map(({ run }) => run.key)} onPick={onPick} />
        </section>
      )}
    </>
  );
}

function Choices({ signals, chosen, onPick, onCompare, onFrom }: Omit<AnswerProps, 'onStop'>) {
  const { runs, stories } = signals;
  const [story, other] = stories;
  const several = (run: RunLine) => runs.some(({ name, key }) => name === run.name && key !== run.key);
  const options = runs.map((run) => [run.key, choiceOf(run, several(run))] as const);
  const byKey = (key: string) => runs.find((run) => run.key === key);
  return (
    <div className={styles.controls}>
      <div className={styles.choices}>
        <Choice
          label="Container"
          value={story?.run.key ?? ''}
          options={story ? options : [['', 'the selected one'], ...options]}
          onChange={(key) => {
            const run = byKey(key);
            if (run) onPick(run);
          }}
        />
        {runs.length > 1 && story && (
          <Choice
            label="Compare with"
            value={other?.run.key ?? ''}
            options={[['', 'nothing'], ...options.filter(([key]) => key !== story.run.key)]}
            onChange={onCompare}
          />
        )}
      </div>
      <Choose
        label="Begins with"
        labelled
        value={chosen.from}
        options={[
          ['asked', 'what was asked'],
          ['start', 'the start'],
        ]}
        onChange={onFrom}
      />
    </div>
  );
}

/** One story: what it comes to, who was there, and the timeline. */
function Story({ story, ms, open }: { story: SignalStory; ms: number; open: boolean }) {
  const { run } = story;
  const when = run.asked === undefined ? (story.live ? 'now' : 'at the end') : `when ${run.asked} was typed`;
  return (
    <article className={styles.story} aria-label={story.title}>
      <VerdictLead verdict={story.verdict} />
      <section className={styles.part}>
        <h4 className={styles.head}>
          Processes{' '}
          <span>
            of {run.name}, {when}
          </span>
        </h4>
        <ProcessTree processes={story.processes} more={story.moreProcesses} />
      </section>
      <section className={styles.part}>
        <h4 className={styles.head}>
          {story.title} <span>seconds</span>
        </h4>
        <SignalTimeline story={story} ms={ms} open={open} />
      </section>
    </article>
  );
}

function Nothing() {
  return (
    <>
      <p>No container has run yet. Start one that lasts, and stop it:</p>
      <pre>{'docker run -d --name web alpine sleep 1000\ndocker stop web'}</pre>
    </>
  );
}

const part: MachineViewPart = { id: 'signals', label: 'Signals', order: 20, View: SignalsView };
export default part;
