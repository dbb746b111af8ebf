import { useMemo } from 'react';
import { Link } from '../links.tsx';
import { exercises } from '../../content/exercises.ts';
import { lessons, type Exercise, type ExerciseMeta } from '../../content/index.ts';
import type { Subject } from '../../worker/client.ts';
import { Button, buttonClass } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { useBuildLook, type BuildLook } from '../exercise-workspace/build/use-build-view.ts';
import { BuildTab, LayersTab, usePreloadedViews } from '../exercise-workspace/outcome/lazy-build-views.tsx';
import { ChecksTab } from '../exercise-workspace/checks/checks-tab.tsx';
import { CompareTab } from '../exercise-workspace/outcome/compare-tab.tsx';
import { LogTab } from '../exercise-workspace/outcome/log-tab.tsx';
import { NotChecked } from '../exercise-workspace/checks/not-checked.tsx';
import { Outcome, type OutcomeTab } from '../exercise-workspace/outcome/outcome.tsx';
import { passedCount, type Where } from '../exercise-workspace/checks/verdict.ts';
import { machineTab } from '../exercise-workspace/machine/lazy-machine-tab.tsx';
import type { HostPlace } from '../exercise-workspace/terminal/session/page-host.ts';
import { PredictFirst, whatIfTab } from '../exercise-workspace/what-if/what-if-tab.tsx';
import { answersAll, lockedViews } from './prediction-answers.ts';
import { hasBuild } from './has-build.ts';
import type { ExerciseDesk } from './use-exercise.ts';
import type { Extra, Panels } from './use-extra-tabs.tsx';
import { VersionsTab } from './versions-tab.tsx';

interface TabsOptions {
  exercise: Exercise;
  meta: ExerciseMeta;
  desk: ExerciseDesk;
  panels: Panels;
  host: HostPlace;
  onGo(where: Where): void;
}

interface ExerciseOutcomeProps extends TabsOptions {
  selected: string;
  onSelect(tab: string): void;
}

/** The outcome pane of an exercise. */
export function ExerciseOutcome({ selected, onSelect, ...options }: ExerciseOutcomeProps) {
  const built = useBuilt(options);
  return <Outcome tabs={outcomeTabs({ ...options, built })} selected={selected} onSelect={onSelect} />;
}

interface Built {
  /** What the answer on display was built of. */
  readonly subject: Subject | undefined;
  readonly look: BuildLook;
}

function useBuilt({ exercise, desk }: TabsOptions): Built {
  const { answer, input } = desk.live;
  const files = input?.attempt.files;
  const subject = useMemo(() => files && { exercise: exercise.spec, files }, [exercise, files]);
  const shown = files && answer && { files, good: answer.view.status === 'built' };
  const look = useBuildLook(shown, exercise.spec.starter);
  usePreloadedViews(answer !== undefined);
  return { subject, look };
}

/** The tabs of the outcome pane: Checks, the machine where there is a terminal, Build, Layers, Log, and one that was opened for a comparison. */
function outcomeTabs(options: TabsOptions & { built: Built }): readonly OutcomeTab[] {
  const { exercise, meta, desk, panels, host, onGo } = options;
  const { answer, status } = desk.live;
  const { checks } = exercise.spec;
  const locked = lockedViews(desk.attempt, answer?.view.predictions ?? []);
  return [
    {
      id: 'checks',
      label: 'Checks',
      count: answer ? passedCount(answer.results, checks) : undefined,
      content: (
        <ChecksTab
          failed={status === 'failed' && <CheckerFailed {...options} />}
          checks={checks}
          answer={answer}
          verdict={desk.verdict}
          fresh={desk.fresh}
          stages={!locked.stages}
          secret={locked.build}
          onGo={onGo}
          after={<After {...options} />}
          end={<End {...options} />}
        />
      ),
    },
    ...(meta.panes.includes('terminal') ? [machineTab(host)] : []),
    ...(hasBuild(exercise.spec, desk.attempt.files) ? buildTabs(options) : []),
    ...(panels.extra ? [extraTab(panels.extra, options)] : []),
  ];
}

/** What the build made, where there is something to build. */
function buildTabs({ exercise, desk, onGo, built }: TabsOptions & { built: Built }): readonly OutcomeTab[] {
  const { answer, status } = desk.live;
  const { subject, look } = built;
  const view = answer?.view;
  const waiting = (
    <p className="q">{status === 'failed' ? 'There is no build to show.' : 'The first build is on its way.'}</p>
  );
  const views = view && subject && { view, subject, look, onGo };
  const { predictions = [] } = exercise.spec;
  const locked = lockedViews(desk.attempt, view?.predictions ?? []);
  return [
    {
      id: 'build',
      label: 'Build',
      content: locked.build ? <PredictFirst /> : views ? <BuildTab {...views} /> : waiting,
    },
    {
      id: 'layers',
      label: 'Layers',
      count: view?.layers.length ? String(view.layers.length) : undefined,
      content: locked.layers ? <PredictFirst /> : views ? <LayersTab {...views} /> : waiting,
    },
    {
      id: 'log',
      label: 'Log',
      content: locked.log ? <PredictFirst /> : view ? <LogTab view={view} /> : waiting,
    },
    whatIfTab({
      view,
      subject,
      predicted: answersAll(
        desk.attempt,
        predictions.map(({ id }) => id),
      ),
    }),
  ];
}

function CheckerFailed({ desk, panels }: TabsOptions) {
  return (
    <NotChecked message={desk.live.message}>
      <div className="actions">
        <Button onClick={() => void desk.live.now()}>Check again</Button>
        <Button look="quiet" onClick={panels.saveReport}>
          Save a report
        </Button>
      </div>
    </NotChecked>
  );
}

/** What follows the verdict: the next exercise, or "done" by hand where nothing can be judged. */
function After({ meta, desk, panels }: TabsOptions) {
  const { verdict, record } = desk;
  if (verdict?.state === 'pass')
    return (
      <>
        {desk.guest.attempt === undefined && (
          <p className="q">This version is kept. Another answer may pass as well.</p>
        )}
        <div className="actions">
          <NextLink meta={meta} />
          <Button onClick={panels.askSolution}>Compare with a solution</Button>
        </div>
      </>
    );
  if (verdict?.state !== 'unsim' || record.solved) return null;
  return record.byHand === null ? (
    <div className="actions">
      <Button onClick={() => desk.note((now) => ({ ...now, byHand: Date.now() }))}>Mark as done by hand</Button>
    </div>
  ) : (
    <div className="actions">
      <span className="q">Marked as done by hand; counted apart from what was judged.</span>
      <Button look="quiet" onClick={() => desk.note((now) => ({ ...now, byHand: null }))}>
        Take the mark back
      </Button>
    </div>
  );
}

function NextLink({ meta }: { meta: ExerciseMeta }) {
  const after = exercises[exercises.findIndex((other) => other.id === meta.id) + 1];
  const lesson = lessons.find((other) => other.slug === after?.lesson);
  const [to, text] = !after
    ? ['/', 'To the map']
    : after.lesson === meta.lesson
      ? [`/lessons/${after.id}/`, `Next: ${after.title}`]
      : [`/lessons/${after.lesson}/`, `Next lesson: ${lesson?.title}`];
  return (
    <Link className={buttonClass('primary')} to={to}>
      {text} <Icon name="next" />
    </Link>
  );
}

/** Below everything: a solved exercise that changed, and the way to disagree. */
function End({ exercise, desk, panels }: TabsOptions) {
  const { verdict, record } = desk;
  const changed = record.solved && record.solved.exercise !== '' && record.solved.exercise !== exercise.hash;
  return (
    <>
      {record.solved && verdict && verdict.state !== 'pass' && (
        <p className="q">
          Solved before, and it stays solved.
          {changed && ' The exercise has changed since: this text was checked again.'}
        </p>
      )}
      {verdict && verdict.state !== 'pass' && (
        <div>
          <div className="actions">
            <Button look="quiet" onClick={panels.saveReport}>
              I think this is right
            </Button>
          </div>
          <p className="cap">Saves a file with the text and the evidence, to send to the author.</p>
        </div>
      )}
    </>
  );
}

function extraTab(extra: Extra, { desk, panels }: TabsOptions): OutcomeTab {
  const close = () => panels.show(undefined);
  if (extra.kind === 'versions')
    return {
      id: 'extra',
      label: 'Versions',
      content: (
        <VersionsTab
          versions={desk.record.versions}
          onClose={close}
          onRestore={(version) => desk.replace(version.attempt, 'restored')}
          onLook={(version) =>
            panels.show({
              kind: 'comparison',
              version,
              comparison: { label: 'Version', caption: 'yours → version', files: version.attempt.files },
            })
          }
        />
      ),
    };
  const { comparison, version } = extra;
  return {
    id: 'extra',
    label: comparison.label,
    content: (
      <CompareTab
        comparison={comparison}
        files={desk.attempt.files}
        onTake={desk.put}
        onClose={close}
        {...(version ? { onTakeAll: () => desk.replace(version.attempt, 'restored') } : {})}
      />
    ),
  };
}
