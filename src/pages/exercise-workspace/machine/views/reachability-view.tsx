import { useState } from 'react';
import type { Reach, ReachStory } from '../../../../engine/docker/views/index.ts';
import { Chain } from '../../../../ui/chain/chain.tsx';
import { Choice } from '../../../../ui/field/field.tsx';
import { Icon } from '../../../../ui/icon/icon.tsx';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import styles from '../explain/explain.module.css';
import { columnName, ReachTable } from '../explain/reach-table.tsx';
import { useAsker } from '../explain/use-subject.ts';
import { Verdict } from '../explain/verdict.tsx';
import { LookStatus } from '../query-status.tsx';
import { useLook, type MachineDesk, type MachineViewPart } from '../use-machine.ts';
import shared from '../machine.module.css';

/** Who reaches whom, and why not. */
function ReachabilityView({ machine }: { machine: MachineDesk }) {
  const asker = useAsker(machine);
  const [to, setTo] = useState<string | undefined>();
  // a way that is shut stays on display when it opens: whoever follows the advice sees what came of it
  const [shut, keep] = useState<{ from: string; to: string } | undefined>();
  const kept = shut && (asker.id === undefined || asker.id === shut.from) ? shut : undefined;
  const from = asker.id ?? kept?.from;
  const column = to ?? kept?.to;
  const question = { ...(from === undefined ? {} : { from }), ...(column === undefined ? {} : { to: column }) };
  const look = useLook(machine, 'reachability', question);
  const story = look.answer?.story;
  if (story?.verdict === 'shut' && (story.from !== shut?.from || story.to !== shut.to))
    keep({ from: story.from, to: story.to });
  const pick = (row: string, port: string) => {
    asker.choose(row);
    setTo(port);
  };
  return (
    <div className={styles.box}>
      <h2 className={shared.question}>Who can reach whom?</h2>
      <LookStatus look={look} />
      {look.answer && <Answer reach={look.answer} onPick={pick} />}
    </div>
  );
}

function Answer({ reach, onPick }: { reach: Reach; onPick(from: string, to: string): void }) {
  const { rows, columns, story } = reach;
  return (
    <>
      <p className="q">
        {rows.length === 1
          ? 'No container is there yet. Each one gets a row, and each port that somebody listens on a column.'
          : 'Judged by protocol and port: a route, a name, and somebody who listens. The row asks, the column answers.'}
      </p>
      {story && (
        <>
          <div className={styles.choices}>
            <Choice
              label="From"
              value={story.from}
              options={rows.map(({ key, name }) => [key, name] as const)}
              onChange={(from) => onPick(from, story.to)}
            />
            <Choice
              label="To"
              value={story.to}
              options={columns.map((column) => [column.key, columnName(column)] as const)}
              onChange={(to) => onPick(story.from, to)}
            />
          </div>
          <Story story={story} />
        </>
      )}
      <ReachTable reach={reach} onPick={onPick} />
    </>
  );
}

const TONES = { open: 'yes', shut: 'no', self: 'plain', off: 'plain' } as const;

function Story({ story }: { story: ReachStory }) {
  const { verdict, title, advice, why, steps, ways } = story;
  return (
    <>
      <Verdict
        tone={TONES[verdict]}
        kind={verdict === 'open' ? 'Reachable' : 'Not reachable'}
        title={title}
        advice={advice}
        why={why}
      />
      {steps.length > 0 && (
        <div className={styles.pair}>
          <section className={styles.part}>
            <h4 className={styles.head}>Step by step</h4>
            <Chain
              label={`${title} Step by step`}
              links={steps.map((step) => ({
                text: <Words text={step.text} />,
                detail: step.detail,
                state: step.verdict === 'goes on' ? 'on' : step.verdict === 'shut' ? 'stop' : 'end',
              }))}
            />
          </section>
          <section className={styles.part}>
            <h4 className={styles.head}>What might be typed</h4>
            <table className="tb">
              <caption className="sr">Names and addresses that might be typed, and what comes of each</caption>
              <thead>
                <tr>
                  <th scope="col">Name or address</th>
                  <th scope="col">Outcome</th>
                </tr>
              </thead>
              <tbody>
                {ways.map(({ text, open, outcome }) => (
                  <tr key={text}>
                    <th scope="row">
                      <code>{text}</code>
                    </th>
                    <td>
                      <span className={styles.mark}>
                        <Icon name={open ? 'pass' : 'fail'} tone={open ? 'pass' : 'fail'} />
                        {outcome}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
      )}
    </>
  );
}

const part: MachineViewPart = { id: 'reachability', label: 'Reach', order: 30, View: ReachabilityView };
export default part;
