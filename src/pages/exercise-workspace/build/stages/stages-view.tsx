import { memo } from 'react';
import type { BuildView } from '../../../../worker/client.ts';
import { count, formatBytes, formatDuration } from '../../../../ui/format.ts';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import { StageSection } from '../../checks/stage-section.tsx';
import type { Where } from '../../checks/verdict.ts';
import { Key, LineLink, Mark, type MarkState } from '../step-marks.tsx';
import shared from '../build.module.css';
import styles from './stages-view.module.css';

interface StagesViewProps {
  view: BuildView;
  dockerfile: string;
  onGo(where: Where): void;
}

const WORDS = { built: 'ran', cached: 'cached', failed: 'failed', skipped: 'skipped' } as const;
const MOST = 100;

/** What each stage took and needs, as a drawing and as a table. */
export const StagesView = memo(function StagesView({ view, dockerfile, onGo }: StagesViewProps) {
  const states = new Set(view.stages.map((stage) => WORDS[stage.status]));
  const longest = view.stages.reduce<(typeof view.stages)[number] | undefined>(
    (most, stage) => (stage.ms > (most?.ms ?? 0) ? stage : most),
    undefined,
  );
  return (
    <>
      <p>
        <b className={shared.answer}>{neededWords(view)}</b>{' '}
        {longest && view.stages.length > 1 && (
          <span className="q">
            Most work is in <code>{longest.name}</code>: {formatDuration(longest.ms)}.
          </span>
        )}
      </p>
      <Key
        of={[
          ...(['ran', 'cached', 'failed', 'skipped'] as const)
            .filter((state) => states.has(state))
            .map((state) => [state, state] as const),
          ['target', 'target'],
        ]}
      />
      <StageSection view={view} times />
      <StageTable view={view} dockerfile={dockerfile} onGo={onGo} />
    </>
  );
});

function StageTable({ view, dockerfile, onGo }: StagesViewProps) {
  return (
    <Scroll className="scroll-x" aria-label="Table of the stages">
      <table className="tb">
        <caption className="sr">Stages</caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">State</th>
            <th scope="col" className="r">
              Steps
            </th>
            <th scope="col" className="r">
              Work
            </th>
            <th scope="col" className="r">
              Written
            </th>
          </tr>
        </thead>
        <tbody>
          {view.stages.slice(0, MOST).map((stage) => (
            <tr key={stage.index}>
              <th scope="row">
                <code className={styles.named}>{stage.name}</code>{' '}
                <LineLink line={stage.line} dockerfile={dockerfile} onGo={onGo} />
              </th>
              <td className={styles.state}>
                <Mark state={stateOf(stage)} /> {stage.target ? `${WORDS[stage.status]}, target` : WORDS[stage.status]}
              </td>
              <td className="r">{stage.steps}</td>
              <td className="r">{formatDuration(stage.ms)}</td>
              <td className="r">{written(view, stage.index)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function neededWords({ stages }: BuildView): string {
  const skipped = stages.filter((stage) => stage.status === 'skipped').length;
  const all = count(stages.length, 'stage');
  return skipped === 0
    ? `${all}${stages.length > 1 ? ', all of them needed' : ''}.`
    : `${all}, ${skipped} of them skipped.`;
}

/** Bytes that the steps of a stage wrote. */
function written(view: BuildView, stage: number): string {
  return formatBytes(view.steps.reduce((sum, step) => sum + (step.stage === stage ? step.size : 0), 0));
}

function stateOf(stage: BuildView['stages'][number]): MarkState {
  return WORDS[stage.status];
}
