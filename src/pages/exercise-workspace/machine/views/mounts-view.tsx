import { useState } from 'react';
import type { MountPoint, Places, PlaceStory } from '../../../../engine/docker/views/index.ts';
import { Chain } from '../../../../ui/chain/chain.tsx';
import { Choice, Field } from '../../../../ui/field/field.tsx';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import { Folder } from '../explain/folder.tsx';
import styles from '../explain/explain.module.css';
import { Typed } from '../explain/command-line.tsx';
import { useAsker } from '../explain/use-subject.ts';
import { Verdict } from '../explain/verdict.tsx';
import { LookStatus } from '../query-status.tsx';
import { useLook, type MachineDesk, type MachineViewPart } from '../use-machine.ts';
import shared from '../machine.module.css';
import { shortName } from '../map/map-labels.ts';

/** Where a path of a container comes from. */
function MountsView({ machine }: { machine: MachineDesk }) {
  const asker = useAsker(machine);
  // undefined: nothing was typed yet, and the look proposes a path
  const [typed, setTyped] = useState<string | undefined>();
  const question = {
    ...(asker.id === undefined ? {} : { container: asker.id }),
    ...(typed === undefined ? {} : { path: typed }),
  };
  const look = useLook(machine, 'mounts', question);
  return (
    <div className={styles.box}>
      <h2 className={shared.question}>Where does this path come from?</h2>
      <LookStatus look={look} />
      {look.answer && <Answer places={look.answer} typed={typed} onContainer={asker.choose} onPath={setTyped} />}
    </div>
  );
}

interface AnswerProps {
  places: Places;
  typed: string | undefined;
  onContainer(id: string): void;
  onPath(path: string): void;
}

function Answer({ places, typed, onContainer, onPath }: AnswerProps) {
  const { containers, mounts, story } = places;
  if (!story)
    return (
      <p className="q">
        No container is there yet. Each one has files of its image, a layer of its own, and its mounts.
      </p>
    );
  return (
    <>
      <div className={styles.choices}>
        <Choice
          label="Container"
          value={story.container}
          options={containers.map(({ key, name, runs }) => [key, runs ? name : `${name} (not running)`] as const)}
          onChange={onContainer}
        />
        <Field
          label="Path"
          value={typed ?? story.path}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onPath(event.target.value)}
        />
      </div>
      <Verdict tone="plain" kind="" title={story.title} why={story.why} />
      <Story story={story} onPath={onPath} />
      <Mounts mounts={mounts} name={story.name} path={story.path} onPath={onPath} />
    </>
  );
}

const STATES = { 'goes on': 'on', here: 'end', nowhere: 'stop' } as const;

function Story({ story, onPath }: { story: PlaceStory; onPath(path: string): void }) {
  const { steps, facts, command } = story;
  return (
    <>
      <div className={styles.pair}>
        <section className={styles.part}>
          <h4 className={styles.head}>How it is found</h4>
          <Chain
            label="How the path is found"
            links={steps.map((step) => ({
              text: <Words text={step.text} />,
              detail: step.detail && <Words text={step.detail} />,
              state: STATES[step.verdict],
            }))}
          />
        </section>
        <section className={styles.part}>
          <h4 className={styles.head}>Good to know</h4>
          <dl className={styles.facts}>
            {facts.map(({ term, text }) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>
                  <Words text={text} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Folder story={story} onPath={onPath} />
      <Typed command={command} />
    </>
  );
}

function Mounts({
  mounts,
  name,
  path,
  onPath,
}: {
  mounts: readonly MountPoint[];
  name: string;
  path: string;
  onPath(path: string): void;
}) {
  if (mounts.length === 0)
    return <p className="q">Nothing is mounted in {name}: what it writes lies in its own layer and goes with it.</p>;
  return (
    <section className={styles.part} aria-label={`Mounts of ${name}`}>
      <h4 className={styles.head}>Everything mounted in {name}</h4>
      <Scroll className="scroll-x" aria-label="Table of the mounts">
        <table className={`tb ${styles.rows}`}>
          <caption className="sr">Mounts of {name}</caption>
          <thead>
            <tr>
              {['Path', 'Kind', 'From', 'Writing'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {mounts.map(({ target, type, source, readonly, anonymous }) => (
              <tr key={target} className={target === path ? styles.on : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.link}
                    aria-pressed={target === path}
                    onClick={() => onPath(target)}
                  >
                    {target}
                  </button>
                </th>
                <td>{type === 'volume' ? `${anonymous ? 'anonymous' : 'named'} volume` : type}</td>
                <td className="mono">{source === '' ? 'memory' : shortName(source)}</td>
                <td>{readonly ? 'read-only' : 'yes'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

const part: MachineViewPart = { id: 'mounts', label: 'Files', order: 50, View: MountsView };
export default part;
