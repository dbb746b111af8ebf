import type { SignalStory } from '../../../../engine/docker/views/index.ts';
import { Answers, Lead } from '../../../../ui/headline/headline.tsx';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import styles from './signals.module.css';

/** What a story comes to: the state of things in a sentence, what to try, why. */
export function VerdictLead({ verdict }: Pick<SignalStory, 'verdict'>) {
  const { tone, advice } = verdict;
  const title = <Words text={verdict.title} />;
  const answers = (
    <>
      <Answers
        of={[
          ['Try', advice && <Words key="try" text={advice} />],
          ['Why', <Words key="why" text={verdict.why} />],
        ]}
      />
      {verdict.notes.map((note) => (
        <p key={note} className="cap">
          <Words text={note} />
        </p>
      ))}
    </>
  );
  if (tone === 'plain')
    return (
      <div className={styles.plain}>
        <h3>{title}</h3>
        {answers}
      </div>
    );
  const [state, kind] = tone === 'failed' ? (['fail', 'To fix'] as const) : (['pass', 'Ended in time'] as const);
  return (
    <Lead state={state} kind={kind} title={title} level={3}>
      {answers}
    </Lead>
  );
}
