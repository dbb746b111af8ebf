import { useState, type ReactNode } from 'react';
import { loadSolution } from '../../content/exercises.ts';
import type { Exercise, ExerciseMeta } from '../../content/index.ts';
import { linkFragment } from '../../progress/link.ts';
import type { KeptVersion } from '../../progress/exercise-record.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { useToast } from '../../ui/toast/toast.tsx';
import { Prose } from '../prose/prose.tsx';
import { saveAsFile } from '../save-as-file.ts';
import type { Comparison } from '../exercise-workspace/outcome/compare-tab.tsx';
import { hintOrder } from './hint-order.ts';
import { reportOf } from './report.ts';
import type { ExerciseDesk } from './use-exercise.ts';

/** An extra tab of the outcome pane: a comparison, or the list of kept versions. */
export type Extra =
  | { readonly kind: 'comparison'; readonly comparison: Comparison; readonly version?: KeptVersion }
  | { readonly kind: 'versions' };

export interface Panels {
  readonly extra: Extra | undefined;
  /** The dialog that is open. */
  readonly dialog: ReactNode;
  askSolution(): void;
  askReset(): void;
  copyLink(): void;
  showVersions(): void;
  show(extra: Extra | undefined): void;
  saveReport(): void;
}

interface PanelOptions {
  exercise: Exercise;
  meta: ExerciseMeta;
  desk: ExerciseDesk;
  /** Shows the extra tab, or leaves it. */
  onExtra(shown: boolean): void;
}

/** What opens beside or over the exercise: solution, versions, reset, links. */
export function usePanels({ exercise, meta, desk, onExtra }: PanelOptions): Panels {
  const toast = useToast();
  const [extra, setExtra] = useState<Extra>();
  const [asking, setAsking] = useState<'solution' | 'reset'>();
  const show = (next: Extra | undefined) => {
    setExtra(next);
    onExtra(next !== undefined);
  };
  const openSolution = async () => {
    setAsking(undefined);
    const solution = await loadSolution(exercise.id).catch(() => undefined);
    if (!solution) return toast({ text: 'The solution could not be loaded: try again when the connection is back.' });
    desk.note((record) => (record.solutionSeen ? record : { ...record, solutionSeen: true }));
    const about = solution.html ? <Prose html={solution.html} size="pane" /> : undefined;
    const comparison = { label: 'Solution', caption: 'yours → solution', files: solution.files, about };
    show({ kind: 'comparison', comparison });
  };
  const reset = () => {
    setAsking(undefined);
    const undo = desk.replace(null, 'reset');
    toast({ text: 'Files reset to the start.', action: { label: 'Undo', run: undo } });
  };
  const copyLink = async () => {
    const fragment = await linkFragment(desk.attempt);
    if (!fragment)
      return toast({ text: 'Too much text for a link. “Export” on the progress page makes a file instead.' });
    const address = location.origin + location.pathname + fragment;
    const copied = await navigator.clipboard.writeText(address).then(
      () => true,
      () => false,
    );
    if (!copied) history.replaceState(history.state, '', fragment);
    toast({
      text: copied
        ? 'Link copied. It holds the files as they are now.'
        : 'The browser refused the clipboard: the link is in the address bar.',
    });
  };
  return {
    extra,
    show,
    dialog: asking && (
      <Question
        asking={asking}
        exercise={exercise}
        desk={desk}
        onClose={() => setAsking(undefined)}
        onSolution={() => void openSolution()}
        onReset={reset}
      />
    ),
    askSolution: () => (desk.record.solved || desk.record.solutionSeen ? void openSolution() : setAsking('solution')),
    askReset: () => setAsking('reset'),
    copyLink: () => void copyLink(),
    showVersions: () => show({ kind: 'versions' }),
    saveReport: () => saveAsFile(`drydock-${meta.slug}.json`, reportOf(exercise, desk)),
  };
}

interface QuestionProps {
  asking: 'solution' | 'reset';
  exercise: Exercise;
  desk: ExerciseDesk;
  onClose(): void;
  onSolution(): void;
  onReset(): void;
}

function Question({ asking, exercise, desk, onClose, onSolution, onReset }: QuestionProps) {
  if (asking === 'reset')
    return (
      <Dialog
        title="Reset the files?"
        onClose={onClose}
        actions={
          <>
            <Button onClick={onReset}>Reset files</Button>
            <Button look="primary" data-first onClick={onClose}>
              Keep them
            </Button>
          </>
        }
      >
        <p>The exercise begins anew. The present text is kept under “Earlier versions”, and the reset can be undone.</p>
      </Dialog>
    );
  const { next, locked } = hintOrder(exercise.spec.hints, desk.record.hints, desk.live.answer?.hints ?? []);
  const left = (next ? 1 : 0) + locked;
  const openHint = () => {
    if (next) desk.note((record) => ({ ...record, hints: [...new Set([...record.hints, next.id])] }));
    onClose();
  };
  return (
    <Dialog
      title="Look at the solution?"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onSolution}>Show the solution</Button>
          <Button look="primary" data-first onClick={openHint}>
            {next ? 'Next hint' : 'Not yet'}
          </Button>
        </>
      }
    >
      <p>
        This exercise is not solved yet
        {left > 0 && `; ${left === 1 ? 'one hint is' : `${left} hints are`} left`}. The solution opens beside these
        files and changes nothing.
      </p>
    </Dialog>
  );
}
