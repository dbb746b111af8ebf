import { useId, useState } from 'react';
import type { Names, NameStory } from '../../../../engine/docker/views/index.ts';
import { Chain } from '../../../../ui/chain/chain.tsx';
import { Choice, Field } from '../../../../ui/field/field.tsx';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import styles from '../explain/explain.module.css';
import { Typed } from '../explain/command-line.tsx';
import { useAsker } from '../explain/use-subject.ts';
import { Verdict } from '../explain/verdict.tsx';
import { LookStatus } from '../query-status.tsx';
import { useLook, type MachineDesk, type MachineViewPart } from '../use-machine.ts';
import shared from '../machine.module.css';

/** Who answers for a name. */
function NamesView({ machine }: { machine: MachineDesk }) {
  const asker = useAsker(machine);
  // undefined: nothing was typed yet, and the look proposes a name
  const [typed, setTyped] = useState<string | undefined>();
  const question = {
    ...(asker.id === undefined ? {} : { from: asker.id }),
    ...(typed === undefined ? {} : { name: typed }),
  };
  const look = useLook(machine, 'names', question);
  const name = look.answer?.story.name ?? '';
  return (
    <div className={styles.box}>
      <h2 className={shared.question}>Who answers for {name === '' ? 'a name' : `“${shortened(name)}”`}?</h2>
      <LookStatus look={look} />
      {look.answer && (
        <>
          <Questions names={look.answer} typed={typed} onFrom={asker.choose} onName={setTyped} />
          <Story story={look.answer.story} />
        </>
      )}
    </div>
  );
}

const MOST = 40;

function shortened(name: string): string {
  return name.length > MOST ? `${name.slice(0, MOST - 1)}…` : name;
}

interface QuestionsProps {
  names: Names;
  typed: string | undefined;
  onFrom(id: string): void;
  onName(name: string): void;
}

function Questions({ names, typed, onFrom, onName }: QuestionsProps) {
  const { askers, known, story } = names;
  const list = useId();
  return (
    <div className={styles.choices}>
      <Choice
        label="Who asks"
        value={story.from}
        options={askers.map(({ key, name, runs }) => [key, runs ? name : `${name} (not running)`] as const)}
        onChange={onFrom}
      />
      <div>
        <Field
          label="Name"
          list={list}
          value={typed ?? story.name}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onName(event.target.value)}
        />
        <datalist id={list}>
          {known.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      </div>
    </div>
  );
}

const TONES = { found: 'yes', missing: 'no', world: 'plain', off: 'plain' } as const;
const STATES = { 'goes on': 'on', missing: 'stop', found: 'end' } as const;

function Story({ story }: { story: NameStory }) {
  const { verdict, title, advice, why, steps, command } = story;
  return (
    <>
      <Verdict
        tone={TONES[verdict]}
        kind={verdict === 'found' ? 'Answered' : 'No answer'}
        title={title}
        advice={advice}
        why={why}
      />
      {(steps.length > 0 || command !== undefined) && (
        <div className={styles.pair}>
          {steps.length > 0 && (
            <section className={styles.part}>
              <h4 className={styles.head}>Step by step</h4>
              <Chain
                label="The look-up step by step"
                links={steps.map((step) => ({
                  text: <Words text={step.text} />,
                  detail: step.detail && <Words text={step.detail} />,
                  state: STATES[step.verdict],
                }))}
              />
            </section>
          )}
          {command !== undefined && <Typed command={command} />}
        </div>
      )}
      {story.answers.length > 1 && <Answers story={story} />}
    </>
  );
}

const AS = { name: 'its name', alias: 'an alias', id: 'its id', link: 'a link' } as const;

function Answers({ story }: { story: NameStory }) {
  return (
    <table className="tb">
      <caption className="sr">Who answers</caption>
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">Container</th>
          <th scope="col">The name is</th>
        </tr>
      </thead>
      <tbody>
        {story.answers.map(({ address, owner, as }) => (
          <tr key={address}>
            <th scope="row">
              <code>{address}</code>
            </th>
            <td>{owner ?? '–'}</td>
            <td>{as ? AS[as] : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const part: MachineViewPart = { id: 'names', label: 'Names', order: 40, View: NamesView };
export default part;
