import { memo, useMemo } from 'react';
import type { BuildView } from '../../../../worker/client.ts';
import { formatDuration } from '../../../../ui/format.ts';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import { Timeline, type TimelineLane } from '../../../../ui/timeline/timeline.tsx';
import { Code } from '../../../../ui/inline-code/code.tsx';
import type { Where } from '../../checks/verdict.ts';
import { Key, LineLink } from '../step-marks.tsx';
import { slackOf } from './slack.ts';
import { stepParts } from '../step-name.ts';
import shared from '../build.module.css';

type StepView = BuildView['steps'][number];

type Shown = Pick<BuildView, 'steps' | 'stages' | 'edges' | 'transfers'>;

/** The steps of a build in lanes, a stage each, by when they begin; above them what was sent and fetched. FROM is left out where it takes no time. */
export function lanesOf(view: Shown): readonly TimelineLane[] {
  return [...transferLane(view), ...stageLanes(view)];
}

/** What was sent and fetched beside the steps, when it took time. */
function transferLane({ transfers }: Shown): readonly TimelineLane[] {
  if (transfers.length === 0) return [];
  const bars = transfers.map(({ kind, name, start, end, critical }) => ({
    id: `${kind} ${name}`,
    label: TRANSFERS[kind](name),
    start,
    end,
    state: 'ran' as const,
    critical,
    note: formatDuration(end - start),
  }));
  const all = transfers.reduce((sum, { start, end }) => sum + end - start, 0);
  return [{ id: 'transfers', title: 'transfers', note: formatDuration(all), bars }];
}

const TRANSFERS: Readonly<Record<BuildView['transfers'][number]['kind'], (name: string) => string>> = {
  context: (name) => `send ${name}`,
  import: (name) => `import cache from ${name}`,
  export: (name) => `export cache to ${name}`,
};

function stageLanes(view: Shown): readonly TimelineLane[] {
  const { steps, stages } = view;
  const slack = slackOf(view);
  const names = new Map(stages.map((stage) => [stage.index, stage.name]));
  const lanes = new Map<number, StepView[]>();
  for (const step of steps) {
    if (step.kind === 'from' && step.end === step.start) continue;
    lanes.set(step.stage, [...(lanes.get(step.stage) ?? []), step]);
  }
  return [...lanes]
    .map(([stage, own]) => ({ stage, own: own.toSorted((a, b) => a.start - b.start || a.line - b.line) }))
    .toSorted((a, b) => (a.own[0]?.start ?? 0) - (b.own[0]?.start ?? 0) || a.stage - b.stage)
    .map(({ stage, own }) => ({
      id: String(stage),
      title: names.get(stage) ?? stepParts(own[0]?.name ?? '').place,
      note: formatDuration(own.reduce((sum, step) => sum + step.ms, 0)),
      bars: own.map(({ id, name, start, end, status, critical, ms }) => ({
        id,
        label: stepParts(name).text,
        start,
        end,
        state: status,
        critical,
        note: status === 'cached' ? 'cached' : formatDuration(ms),
        ...(status === 'ran' && spare(slack.get(id))),
      })),
    }));
}

/** Time to spare in words, where it is long enough to be told. */
function spare(ms = 0): { readonly spare?: string } {
  return ms < TOLD ? {} : { spare: `${formatDuration(ms)} to spare` };
}

/** Less than this, in ms, is not worth a word. */
const TOLD = 50;

/**
 * The stages that the longest path leads through, in its order. Steps that are the same in several stages run once and count for each of them, so a stage
 * counts only when it holds the path for more than a hundredth of it.
 */
export function criticalStages({ steps, stages }: Pick<BuildView, 'steps' | 'stages'>): readonly string[] {
  const names = new Map(stages.map((stage) => [stage.index, stage.name]));
  const path = new Map<string, { ms: number; longest: StepView }>();
  let all = 0;
  for (const step of steps) {
    if (!step.critical) continue;
    all = Math.max(all, step.end);
    const name = names.get(step.stage) ?? stepParts(step.name).place;
    const known = path.get(name);
    const longest = known && known.longest.ms >= step.ms ? known.longest : step;
    path.set(name, { ms: (known?.ms ?? 0) + step.ms, longest });
  }
  return [...path]
    .filter(([, { ms }]) => ms > all / 100)
    .toSorted(([, one], [, other]) => one.longest.start - other.longest.start)
    .map(([name]) => name);
}

function pathWords(path: readonly string[]): string {
  if (path.length <= NAMED) return path.join(' → ');
  return [...path.slice(0, NAMED - 1), `${path.length - NAMED} more`, path.at(-1)].join(' → ');
}

/** The first bars of some lanes, counted over all of them. */
function firstBars(lanes: readonly TimelineLane[], most: number): readonly TimelineLane[] {
  let room = most;
  return lanes.flatMap((lane) => {
    const bars = lane.bars.slice(0, Math.max(0, room));
    room -= bars.length;
    return bars.length ? [{ ...lane, bars }] : [];
  });
}

/** More steps than this are not drawn. */
const DRAWN = 500;
/** More stages than this are not named one by one. */
const NAMED = 6;

interface TimelineViewProps {
  view: BuildView;
  dockerfile: string;
  onGo(where: Where): void;
}

/** True for a step that the build did not wait for. */
function isSlack({ kind, status, critical }: StepView): boolean {
  return kind !== 'from' && status === 'ran' && !critical;
}

/** When each step ran and which of them the build waited for, drawn and as a table. */
export const TimelineView = memo(function TimelineView({ view, dockerfile, onGo }: TimelineViewProps) {
  const lanes = useMemo(() => firstBars(lanesOf(view), DRAWN), [view]);
  const left = view.steps.filter((step) => step.kind !== 'from').length - DRAWN;
  const path = criticalStages(view);
  const beside = view.steps.reduce((sum, step) => sum + (step.critical ? 0 : step.ms), 0);
  const longest = view.steps.reduce<StepView | undefined>(
    (most, step) => (step.ms > (most?.ms ?? 0) ? step : most),
    undefined,
  );
  const lead = `${formatDuration(view.ms)}${path.length > 1 ? `; the critical path is ${pathWords(path)}` : ''}`;
  if (lanes.length === 0) return <p className={shared.answer}>Nothing took any time</p>;
  return (
    <>
      <p>
        <b className={shared.answer}>{lead}.</b>{' '}
        <span className="q">
          {longest && longest.ms > 0 && (
            <>
              Longest: <Code text={stepParts(longest.name).text} />, {formatDuration(longest.ms)}.{' '}
            </>
          )}
          {beside >= TOLD && `Beside the critical path ran ${formatDuration(beside)} of other work.`}
        </span>
      </p>
      <Key
        of={[
          ['critical', 'critical path'],
          ...(view.steps.some(isSlack) ? [['slack', 'has time to spare'] as const] : []),
          ...(view.steps.some((step) => step.status === 'cached') ? [['cached', 'cached'] as const] : []),
          ...(view.steps.some((step) => step.status === 'failed') ? [['failed', 'failed'] as const] : []),
        ]}
      />
      <Timeline
        label={`Timeline of the build: ${lead}. The table below it says the same.`}
        lanes={lanes}
        ms={view.ms}
      />
      {left > 0 && (
        <p className="cap">
          The first {DRAWN} steps; {left.toLocaleString('en')} more are left out.
        </p>
      )}
      <TimeTable lanes={lanes} view={view} dockerfile={dockerfile} onGo={onGo} />
    </>
  );
});

/** The twin of the drawing. */
function TimeTable({ lanes, view, dockerfile, onGo }: TimelineViewProps & { lanes: readonly TimelineLane[] }) {
  const byId = new Map(view.steps.map((step) => [step.id, step]));
  return (
    <details className="twin">
      <summary>The same as a table</summary>
      <Scroll className="scroll-x" aria-label="Table of the steps">
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col" className="r">
                Begins
              </th>
              <th scope="col" className="r">
                Takes
              </th>
              <th scope="col">Path</th>
            </tr>
          </thead>
          <tbody>
            {lanes.flatMap((lane) =>
              lane.bars.map((bar) => {
                const step = byId.get(bar.id);
                return (
                  <tr key={bar.id}>
                    <th scope="row">
                      {step ? <Code text={step.name} /> : bar.label}{' '}
                      {step && <LineLink line={step.line} endLine={step.endLine} dockerfile={dockerfile} onGo={onGo} />}
                    </th>
                    <td className="r">{formatDuration(bar.start)}</td>
                    <td className="r">{bar.note}</td>
                    <td>{bar.critical ? 'critical' : bar.spare}</td>
                  </tr>
                );
              }),
            )}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
