import { memo, useMemo, useState } from 'react';
import type { RebuildAnswer } from '../../../../worker/client.ts';
import { classNames } from '../../../../ui/class-names.ts';
import { count, formatBytes, formatDuration, formatSeconds } from '../../../../ui/format.ts';
import { Code } from '../../../../ui/inline-code/code.tsx';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import type { Where } from '../../checks/verdict.ts';
import { causeChain, causeWords } from '../cache/cache-miss-cause.ts';
import { Keep, type Explained } from '../cache/cache-advice.tsx';
import { Key, LineLink, Mark } from '../step-marks.tsx';
import { stepParts } from '../step-name.ts';
import shared from '../build.module.css';
import styles from './steps-view.module.css';
import type { ShownBuild } from '../shown-build.ts';

type StepView = RebuildAnswer['after']['steps'][number];

/** Ten thousand stages are a build too; nobody reads their steps. */
const LISTED = 500;

interface StepsViewProps {
  shown: ShownBuild;
  dockerfile: string;
  onGo(where: Where): void;
  /** The builds behind a warm one: what would have kept a step cached is asked when its cause is opened. */
  explained?: Explained | undefined;
}

/** The steps of a build in order: cached or not, why not, how long, how much. */
export const StepsView = memo(function StepsView({ shown, dockerfile, onGo, explained }: StepsViewProps) {
  const { steps } = shown.view;
  const byId = useMemo(() => new Map(steps.map((step) => [step.id, step])), [steps]);
  const states = new Set(steps.map((step) => step.status));
  return (
    <>
      {states.size > 1 && (
        <Key
          of={(['ran', 'cached', 'failed', 'canceled'] as const)
            .filter((state) => states.has(state))
            .map((state) => [state, state] as const)}
        />
      )}
      <ol className={styles.steps}>
        {steps.slice(0, LISTED).map((step) => (
          <Step
            key={step.id}
            step={step}
            byId={byId}
            warm={shown.warm}
            dockerfile={dockerfile}
            onGo={onGo}
            explained={explained}
          />
        ))}
      </ol>
      {steps.length > LISTED && (
        <p className="cap">
          The first {LISTED} of {steps.length.toLocaleString('en')} steps.
        </p>
      )}
    </>
  );
});

interface StepProps extends Pick<StepsViewProps, 'dockerfile' | 'onGo' | 'explained'> {
  step: StepView;
  byId: ReadonlyMap<string, StepView>;
  warm: boolean;
}

const Step = memo(function Step({ step, byId, warm, dockerfile, onGo, explained }: StepProps) {
  const { place, text } = stepParts(step.name);
  return (
    <li>
      <Mark state={step.status} />
      <span className={shared.place}>{place}</span>
      <Code text={text} />
      <span className={classNames(shared.number, styles.number)}>
        {step.status === 'cached' ? 'cached' : formatDuration(step.ms)}
      </span>
      <small>
        {detailsOf(step).join(', ')}
        {step.line > 0 && detailsOf(step).length > 0 && ', '}
        <LineLink line={step.line} endLine={step.endLine} dockerfile={dockerfile} onGo={onGo} />
      </small>
      {warm && step.cause && <Because step={step} byId={byId} explained={explained} />}
    </li>
  );
});

/** What stands below a step; `cached` stands at its right already, in place of a time. */
function detailsOf({ status, exit, size, platform }: StepView): readonly string[] {
  return [
    ...(status === 'cached' ? [] : [status]),
    ...(exit > 0 ? [`exit code ${exit}`] : []),
    ...(size > 0 ? [formatBytes(size)] : []),
    ...(platform === 'linux/amd64' ? [] : [`on ${platform}`]),
  ];
}

/** Why a step ran: one sentence, and on demand the chain from what changed first to the step, and what would have kept it. */
function Because({ step, byId, explained }: Pick<StepProps, 'step' | 'byId' | 'explained'>) {
  const [opened, setOpened] = useState(false);
  const { cause } = step;
  if (!cause) return null;
  const chain = causeChain(byId, step.id);
  const root = chain.at(-1);
  const told = (
    <span>
      Ran because <Words text={causeWords(cause)} />
    </span>
  );
  if (chain.length < 2 && !mayKeep(cause)) return <p className={styles.because}>{told}</p>;
  return (
    <details className={styles.because} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{told}</summary>
      {chain.length > 1 && (
        <ol className={styles.chain}>
          {root?.cause && (
            <li>
              <b>
                <Words text={sentence(causeWords(root.cause))} />
              </b>
            </li>
          )}
          {chain.toReversed().map((link) => (
            <li key={link.id}>
              <Code text={link.name} />
              {link.id === step.id ? ' ran again' : ' gave a different result'}
            </li>
          ))}
        </ol>
      )}
      {opened && explained && <Keep of={explained} step={step.id} />}
    </details>
  );
}

/** Whether an edit may be known that would have kept the step: a new instruction was never cached. */
function mayKeep({ kind }: NonNullable<StepView['cause']>): boolean {
  return kind !== 'new' && kind !== 'first' && kind !== 'instruction' && kind !== 'moved' && kind !== 'removed';
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The answer in one line: what ran, what did not, how long it took. */
export function stepsAnswer({ view, warm }: ShownBuild): { readonly lead: string; readonly rest: string } {
  const ran = view.steps.filter((step) => step.status === 'ran' || step.status === 'failed').length;
  const cached = view.steps.filter((step) => step.status === 'cached').length;
  const skipped = view.stages.filter((stage) => stage.status === 'skipped').length;
  const skips = skipped > 0 ? `${count(skipped, 'stage')} skipped` : '';
  if (warm) {
    const end = view.status === 'failed' ? ', and the build fails' : '';
    const all = count(view.steps.length, 'step');
    const lead = ran === 0 ? `All ${all} cached` : `${ran} of ${all} ran, ${formatSeconds(view.ms)}${end}`;
    return { lead, rest: [cached > 0 && ran > 0 ? `${cached} cached` : '', skips].filter(Boolean).join(', ') };
  }
  const state = view.status === 'built' ? 'Built' : view.status === 'failed' ? 'Failed' : 'Not built';
  const parts = [`${state}: ${count(ran, 'step')} ran`, skips, formatSeconds(view.ms)];
  return { lead: parts.filter(Boolean).join(', '), rest: '' };
}
