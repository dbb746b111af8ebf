import { formatBytes } from '../../ui/format.ts';
import { useBuildLook } from '../exercise-workspace/build/use-build-view.ts';
import { BuildTab, LayersTab, usePreloadedViews } from '../exercise-workspace/outcome/lazy-build-views.tsx';
import { SizeSection, VerdictLead } from '../exercise-workspace/checks/checks-tab.tsx';
import { LogTab } from '../exercise-workspace/outcome/log-tab.tsx';
import { NotChecked } from '../exercise-workspace/checks/not-checked.tsx';
import { Outcome, type OutcomeTab } from '../exercise-workspace/outcome/outcome.tsx';
import { ProblemList } from '../exercise-workspace/checks/problem-list.tsx';
import { StageSection } from '../exercise-workspace/checks/stage-section.tsx';
import { inShort, unreadable, whereOf, type Verdict, type Where } from '../exercise-workspace/checks/verdict.ts';
import { machineTab } from '../exercise-workspace/machine/lazy-machine-tab.tsx';
import type { HostPlace } from '../exercise-workspace/terminal/session/page-host.ts';
import { whatIfTab } from '../exercise-workspace/what-if/what-if-tab.tsx';
import type { PlaygroundDesk } from './use-playground.ts';

/** What BuildKit prints before the path of a file that a step cannot find: the name of a snapshot, of use to nobody. */
const REF = /^failed to compute cache key: failed to calculate checksum of ref \S+: /;

/** A session of a lesson may come without a Dockerfile: there is a machine to look at, and nothing to build. */
function isMachineAlone({ files, log }: PlaygroundDesk['attempt']): boolean {
  return log.length > 0 && files['Dockerfile'] === undefined;
}

/** The build in one sentence. */
export function summaryOf({ live, attempt }: PlaygroundDesk): Verdict | undefined {
  const view = live.answer?.view;
  if (!view || isMachineAlone(attempt)) return undefined;
  const where = view.error && whereOf(view.error, live.input?.files ?? {});
  if (view.status === 'unreadable')
    return {
      state: 'error',
      kind: 'Does not parse',
      ...unreadable(view.error?.message ?? 'The Dockerfile cannot be read'),
      where,
    };
  if (view.status === 'failed')
    return {
      state: 'fail',
      kind: 'Fails',
      title: inShort(view.error?.message.replace(REF, '') ?? 'The build fails'),
      where,
    };
  const size = view.image ? formatBytes(view.image.size, view.image.assumed) : '';
  const [unknown] = view.notSimulated;
  if (unknown)
    return {
      state: 'unsim',
      kind: 'Not simulated',
      title: view.image?.size
        ? `An image of ${size}, as far as it is simulated`
        : 'What this image holds is not known here',
      why: `Not simulated: ${unknown.what}.`,
      where: whereOf(unknown, live.input?.files ?? {}),
    };
  return { state: 'pass', kind: 'Builds', title: `An image of ${size}` };
}

interface PlaygroundOutcomeProps {
  desk: PlaygroundDesk;
  host: HostPlace;
  selected: string;
  onSelect(tab: string): void;
  onGo(where: Where): void;
}

/** What the build makes of the files, and the machine; a session of a lesson has the machine alone. */
export function PlaygroundOutcome({ host, selected, onSelect, ...made }: PlaygroundOutcomeProps) {
  const { views, whatIf } = useBuildTabs(made);
  const machine = machineTab(host);
  const tabs = isMachineAlone(made.desk.attempt) ? [machine] : [...views, machine, whatIf];
  return <Outcome selected={selected} onSelect={onSelect} tabs={tabs} />;
}

interface BuildTabs {
  readonly views: readonly OutcomeTab[];
  readonly whatIf: OutcomeTab;
}

function useBuildTabs({ desk, onGo }: Pick<PlaygroundOutcomeProps, 'desk' | 'onGo'>): BuildTabs {
  const { answer, input, status, message } = desk.live;
  const summary = summaryOf(desk);
  const view = answer?.view;
  const files = input?.files ?? {};
  const waiting = <p className="q">The first build is on its way.</p>;
  const look = useBuildLook(input && view && { files: input.files, good: view.status === 'built' }, undefined);
  usePreloadedViews(view !== undefined);
  // the question itself says what was built: it is the same object until something changes
  const views = view && input && { view, subject: input, look, onGo };
  const failed = status === 'failed' && <NotChecked message={message} />;
  return {
    views: [
      {
        id: 'checks',
        label: 'Summary',
        content: view ? (
          <>
            {failed}
            {summary && <VerdictLead verdict={summary} onGo={onGo} />}
            {summary?.state === 'unsim' && !view.image?.size ? null : <SizeSection view={view} checks={[]} />}
            <ProblemList problems={view.problems} files={files} onGo={onGo} />
            <StageSection view={view} />
          </>
        ) : (
          failed || waiting
        ),
      },
      { id: 'build', label: 'Build', content: views ? <BuildTab {...views} /> : waiting },
      { id: 'layers', label: 'Layers', content: views ? <LayersTab {...views} /> : waiting },
      { id: 'log', label: 'Log', content: view ? <LogTab view={view} /> : waiting },
    ],
    whatIf: whatIfTab({ view, subject: input }),
  };
}
