import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Exercise, ExerciseMeta } from '../../content/index.ts';
import { settings } from '../../progress/device.ts';
import { LiveRegion } from '../../ui/live/live-region.tsx';
import { Panes } from '../../ui/panes/panes.tsx';
import { SavingNotices } from '../exercise-workspace/saving.tsx';
import type { TerminalDesk } from '../exercise-workspace/terminal/terminal-dock.tsx';
import { useHostPlace } from '../exercise-workspace/terminal/session/page-host.ts';
import { WithTerminal } from '../exercise-workspace/terminal/editor-and-terminal.tsx';
import { useBench } from '../exercise-workspace/use-panes-in-view.ts';
import { passedCount } from '../exercise-workspace/checks/verdict.ts';
import { VerdictBanner } from '../exercise-workspace/checks/verdict-banner.tsx';
import styles from '../exercise-workspace/workspace.module.css';
import { GuestNotice } from './linked-attempt-notice.tsx';
import { ExerciseOutcome } from './outcome-tabs.tsx';
import { Task } from './task.tsx';
import type { ExerciseDesk } from './use-exercise.ts';
import { usePanels, type Panels } from './use-extra-tabs.tsx';
import { Work } from './editor-pane.tsx';

interface WorkbenchProps {
  exercise: Exercise;
  meta: ExerciseMeta;
  desk: ExerciseDesk;
  /** The pane that a phone shows first. */
  first?: 'task' | 'editor';
}

/** The three panes of an exercise with what lies over them. */
export function Workbench({ exercise, meta, desk, first = 'task' }: WorkbenchProps) {
  const { main, editor, ...bench } = useBench({ pane: first, active: exercise.open[0] ?? 'Dockerfile' });
  const { showPane } = bench;
  // an address can ask for a pane, which the prerendered page does not know
  useEffect(() => showPane(first), [showPane, first]);
  const sizes = useStore(settings, (state) => state.panes);
  const panels = usePanels({
    exercise,
    meta,
    desk,
    onExtra(visible) {
      bench.showTab(visible ? 'extra' : 'checks');
      if (visible) bench.showPane('outcome');
    },
  });
  const active = desk.attempt.files[bench.active] ? bench.active : 'Dockerfile';
  const host = useHostPlace({ ...terminalOf(exercise, desk), edit: bench.showFile });
  const shared = { exercise, meta, desk, panels };
  const count = passedCount(desk.live.answer?.results, exercise.spec.checks);
  const verdict = desk.live.status === 'failed' ? undefined : desk.verdict;
  const files = <Work exercise={exercise} desk={desk} active={active} onActive={bench.showFile} editor={editor} />;
  const work = meta.panes.includes('terminal') ? (
    // not in the prerendered page: what was typed before is known only in the browser
    <WithTerminal host={host} open={desk.journal !== undefined}>
      {files}
    </WithTerminal>
  ) : (
    files
  );
  const outcome = (
    <ExerciseOutcome {...shared} host={host} onGo={bench.go} selected={bench.tab} onSelect={bench.showTab} />
  );
  return (
    <main id="main" tabIndex={-1} ref={main} className={styles.main}>
      <h1 className="sr">{meta.title}</h1>
      <GuestNotice desk={desk} />
      <Saving desk={desk} panels={panels} />
      <Panes
        panes={[
          { id: 'task', label: 'Task', content: <Task {...shared} /> },
          { id: 'editor', label: 'Editor', surface: true, content: work },
          { id: 'outcome', label: 'Outcome', content: outcome },
        ]}
        shown={bench.pane}
        onShow={bench.showPane}
        onEnter={bench.enter}
        sizes={sizes}
        onResize={(panes) => settings.setState({ panes })}
        banner={verdict && <VerdictBanner verdict={verdict} count={count} onOpen={() => bench.showPane('outcome')} />}
      />
      <LiveRegion text={verdict && `${verdict.kind}: ${verdict.title.replaceAll('`', '')}`} />
      {panels.dialog}
    </main>
  );
}

/** The terminal's files and log: those of the attempt. */
function terminalOf({ spec }: Exercise, { attempt, log }: ExerciseDesk): Omit<TerminalDesk, 'edit'> {
  return { attempt, start: spec.starter, setup: spec.setup, record: log };
}

function Saving({ desk, panels }: { desk: ExerciseDesk; panels: Panels }) {
  const { journal, state } = desk;
  if (!journal || !state) return null;
  const compare = () => {
    const other = state.conflict?.attempt;
    if (!other) return;
    // both texts are safe by now: this one stays, the other lies among the versions and beside it
    journal.choose('this');
    const comparison = { label: 'The other tab', caption: 'this → other tab', files: other.files };
    panels.show({ kind: 'comparison', comparison });
  };
  return <SavingNotices state={state} journal={journal} onExport={panels.saveReport} onCompare={compare} />;
}
