import { memo } from 'react';
import type { EvidenceView } from '../../../../engine/grade/view.ts';
import { count } from '../../../../ui/format.ts';
import { Icon } from '../../../../ui/icon/icon.tsx';
import { Lead } from '../../../../ui/headline/headline.tsx';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import { Code } from '../../../../ui/inline-code/code.tsx';
import type { Where } from '../../checks/verdict.ts';
import { LineLink } from '../step-marks.tsx';
import { placesOf, type FoundLeak, type LeakRow } from './leak-locations.ts';
import styles from './secrets-view.module.css';

interface SecretsViewProps {
  view: EvidenceView;
  /** Ids of the declared secrets. */
  secrets: readonly string[];
  dockerfile: string;
  onGo(where: Where): void;
}

/** Every place where the declared secrets could have stayed, and which step put them there. The values are never shown. */
export const SecretsView = memo(function SecretsView({ view, secrets, dockerfile, onGo }: SecretsViewProps) {
  const rows = placesOf(view.leaks);
  const found = rows.filter((row) => row.leaks.length > 0);
  const steps = new Map(view.steps.map((step) => [step.id, step]));
  const title =
    found.length === 0
      ? `${secrets.length === 1 ? 'The secret' : 'No secret'} ${secrets.length === 1 ? 'stayed nowhere' : 'stayed anywhere'}`
      : `${secrets.length === 1 ? 'The secret' : leaked(view.leaks)} can be read in ${count(found.length, 'place')}`;
  return (
    <>
      <Lead state={found.length ? 'fail' : 'pass'} kind={`${found.length} of ${rows.length} places`} title={title}>
        <p className="q">
          Declared: <code>{secrets.join(', ')}</code>. Followed from the context into each layer, variable and cache;
          the value is never printed.
          {view.status !== 'built' && ' The build fails: what comes after the failing step is not known.'}
        </p>
      </Lead>
      <Scroll className="scroll-x" aria-label="Places of the secret">
        <table className="tb">
          <caption className="sr">Places</caption>
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col">Verdict</th>
              <th scope="col">What, and the step that put it there</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.title}</th>
                <td>
                  <span className={styles.verdict}>
                    <Icon name={row.leaks.length ? 'fail' : 'pass'} tone={row.leaks.length ? 'fail' : 'pass'} />
                    {row.leaks.length ? 'found' : 'clean'}
                  </span>
                </td>
                <td>
                  <Leaks
                    row={row}
                    several={secrets.length > 1}
                    nameOf={(id) => steps.get(id)?.name}
                    dockerfile={dockerfile}
                    onGo={onGo}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
});

function leaked(leaks: readonly FoundLeak[]): string {
  const ids = [...new Set(leaks.map((leak) => leak.secret))];
  return ids.length === 1 ? `The secret ${ids[0]}` : `${ids.length} secrets`;
}

const MOST = 12;

interface LeaksProps extends Pick<SecretsViewProps, 'dockerfile' | 'onGo'> {
  row: LeakRow;
  several: boolean;
  nameOf(stepId: string): string | undefined;
}

function Leaks({ row, several, nameOf, dockerfile, onGo }: LeaksProps) {
  if (row.leaks.length === 0) return null;
  return (
    <ul className={styles.leaks}>
      {row.leaks.slice(0, MOST).map((leak, at) => {
        const step = leak.stepId === undefined ? undefined : nameOf(leak.stepId);
        return (
          <li key={`${leak.secret} ${leak.path ?? ''} ${at}`}>
            {several && <b>{leak.secret} </b>}
            {leak.path !== undefined && <Code text={leak.path} />}
            {leak.layer !== undefined && ` in layer ${leak.layer + 1}`}
            {step && (
              <span className={styles.maker}>
                by <Code text={step} />
              </span>
            )}{' '}
            {leak.line !== undefined && <LineLink line={leak.line} dockerfile={dockerfile} onGo={onGo} />}
          </li>
        );
      })}
      {row.leaks.length > MOST && <li className="q">and {row.leaks.length - MOST} more</li>}
    </ul>
  );
}
