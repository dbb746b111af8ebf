import { useState } from 'react';
import type { ActionLine, ProcessRights, RightsStory } from '../../../../engine/docker/views/index.ts';
import { Choice, Field } from '../../../../ui/field/field.tsx';
import { Icon } from '../../../../ui/icon/icon.tsx';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import styles from '../explain/explain.module.css';
import { ProcessFacts } from '../explain/process-facts.tsx';
import { Typed } from '../explain/command-line.tsx';
import { useAsker } from '../explain/use-subject.ts';
import { Verdict } from '../explain/verdict.tsx';
import { LookStatus } from '../query-status.tsx';
import { useLook, type MachineDesk, type MachineViewPart } from '../use-machine.ts';
import shared from '../machine.module.css';

/** What is asked in this view; what is left out the look chooses. */
interface Asked {
  readonly user?: string;
  readonly action?: string;
  readonly operand?: string;
}

/** What a process of a container may do. */
function CapabilitiesView({ machine }: { machine: MachineDesk }) {
  const asker = useAsker(machine);
  const [asked, ask] = useState<Asked>({});
  const look = useLook(machine, 'capabilities', {
    ...(asker.id === undefined ? {} : { container: asker.id }),
    ...asked,
  });
  return (
    <div className={styles.box}>
      <h2 className={shared.question}>May it do that?</h2>
      <LookStatus look={look} />
      {look.answer && <Answer rights={look.answer} asked={asked} onContainer={asker.choose} onAsk={ask} />}
    </div>
  );
}

interface AnswerProps {
  rights: ProcessRights;
  asked: Asked;
  onContainer(id: string): void;
  onAsk(asked: Asked): void;
}

function Answer({ rights, asked, onContainer, onAsk }: AnswerProps) {
  const { told } = rights;
  if (!told)
    return <p className="q">No container is there yet. What its processes may do depends on users and options.</p>;
  const { story, process, actions, nobody, name } = told;
  return (
    <>
      <Questions rights={rights} asked={asked} onContainer={onContainer} onAsk={onAsk} />
      {nobody !== undefined && (
        <Verdict tone="no" kind="Nobody" title={`In ${name} there is no such process.`} why={`${nobody}.`} />
      )}
      {story && <Story story={story} />}
      {actions.length > 0 && (
        <Actions
          actions={actions}
          chosen={story?.action}
          name={name}
          onPick={(action) => onAsk({ ...(asked.user === undefined ? {} : { user: asked.user }), action })}
        />
      )}
      {process && <ProcessFacts process={process} />}
    </>
  );
}

function Questions({ rights, asked, onContainer, onAsk }: AnswerProps) {
  const { told, containers } = rights;
  const action = told?.actions.find(({ id }) => id === told.story?.action);
  return (
    <div className={styles.choices}>
      <Choice
        label="Container"
        value={told?.container ?? ''}
        options={containers.map(({ key, name, runs }) => [key, runs ? name : `${name} (not running)`] as const)}
        onChange={onContainer}
      />
      <Choice
        label="User"
        value={asked.user ?? ''}
        options={[
          ['', 'who it runs as'],
          ['0', 'root (-u 0)'],
          ['1000', 'uid 1000 (-u 1000)'],
        ]}
        onChange={(user) => {
          const { user: _, ...rest } = asked;
          onAsk(user === '' ? rest : { ...rest, user });
        }}
      />
      {action?.operand && (
        <Field
          key={action.id}
          label={action.operand.kind === 'path' ? 'Path' : 'Port'}
          inputMode={action.operand.kind === 'port' ? 'numeric' : 'text'}
          value={asked.operand ?? action.operand.usual}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aid={
            told?.story && asked.operand !== undefined && asked.operand.trim() !== told.story.operand
              ? `Told of ${told.story.operand}`
              : undefined
          }
          onChange={(event) => onAsk({ ...asked, action: action.id, operand: event.target.value })}
        />
      )}
    </div>
  );
}

const MOST_CHANGES = 8;

function Story({ story }: { story: RightsStory }) {
  const { may, title, why, changes, command } = story;
  const shown = changes.slice(0, MOST_CHANGES);
  const left = changes.length - shown.length;
  return (
    <>
      <Verdict tone={may ? 'yes' : 'no'} kind={may ? 'Allowed' : 'Refused'} title={title} why={why} />
      <div className={styles.pair}>
        <section className={styles.part}>
          <h4 className={styles.head}>
            {may ? 'What would forbid it' : 'What would allow it'} <span>each line by itself, in docker run</span>
          </h4>
          {changes.length === 0 ? (
            <p className="q">No option of docker run, and no two, {may ? 'forbids' : 'allows'} this.</p>
          ) : (
            <ul className={styles.changes}>
              {shown.map((change) => (
                <li key={change}>
                  <Words text={coded(change)} />
                </li>
              ))}
              {left > 0 && <li>and {left} more</li>}
            </ul>
          )}
        </section>
        <Typed command={command} />
      </div>
    </>
  );
}

/** Options as code, the words between them as words. */
function coded(change: string): string {
  return change.replaceAll(/--[^ ]+(?: (?!and |--)[^ ]+)?/g, (option) => `\`${option}\``);
}

interface ActionsProps {
  actions: readonly ActionLine[];
  chosen: string | undefined;
  name: string;
  onPick(id: string): void;
}

function Actions({ actions, chosen, name, onPick }: ActionsProps) {
  return (
    <section className={styles.part} aria-label={`Actions in ${name}`}>
      <h4 className={styles.head}>Everything that may be tried</h4>
      <Scroll className="scroll-x" aria-label="Table of the actions">
        <table className={`tb ${styles.actions}`}>
          <caption className="sr">Actions in {name}</caption>
          <thead>
            <tr>
              {['It may …', 'Answer', 'Why not'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {actions.map(({ id, label, may, why }) => (
              <tr key={id} className={id === chosen ? styles.on : undefined}>
                <th scope="row">
                  <button type="button" className={styles.said} aria-pressed={id === chosen} onClick={() => onPick(id)}>
                    {label}
                  </button>
                </th>
                <td>
                  <span className={styles.mark}>
                    <Icon name={may ? 'pass' : 'fail'} tone={may ? 'pass' : 'fail'} />
                    {may ? 'yes' : 'no'}
                  </span>
                </td>
                <td>{why === '' ? '–' : why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

const part: MachineViewPart = { id: 'capabilities', label: 'Rights', order: 55, View: CapabilitiesView };
export default part;
