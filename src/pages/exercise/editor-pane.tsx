import { useId, useMemo, useState, type RefObject } from 'react';
import type { Exercise } from '../../content/index.ts';
import { CodeEditor, type EditorHandle, type Lead } from '../../editor/index.ts';
import { useToast } from '../../ui/toast/toast.tsx';
import { engine } from '../../worker/client.ts';
import { FileTabs, type FileActions } from '../exercise-workspace/files/file-tabs.tsx';
import { useLook } from '../exercise-workspace/editor/use-editor-preferences.ts';
import type { Verdict } from '../exercise-workspace/checks/verdict.ts';
import styles from '../exercise-workspace/workspace.module.css';
import type { ExerciseDesk } from './use-exercise.ts';

interface WorkProps {
  exercise: Exercise;
  desk: ExerciseDesk;
  active: string;
  onActive(path: string): void;
  editor: RefObject<EditorHandle | null>;
}

const FEW = 5;
const NONE: readonly never[] = [];

/** Tabs open at the start: those the exercise names; all files where there are few. */
function tabsAtStart(exercise: Exercise): readonly string[] {
  const paths = Object.keys(exercise.spec.starter);
  const rest = paths.length <= FEW ? paths : paths.filter((path) => path === 'Dockerfile' || path === '.dockerignore');
  return [...new Set([...exercise.open, ...rest])];
}

/** The tabs that are open, and what can be done with files. */
function useFiles({ exercise, desk, active, onActive }: WorkProps) {
  const toast = useToast();
  const [opened, setOpened] = useState(() => tabsAtStart(exercise));
  const { files } = desk.attempt;
  const actions: FileActions = {
    add: (path) => desk.put(path, { text: '', mode: 0o644 }),
    rename(from, to) {
      desk.rename(from, to);
      setOpened((before) => before.map((path) => (path === from ? to : path)));
      if (active === from) onActive(to);
    },
    remove(path) {
      const file = files[path];
      desk.put(path, null);
      if (file) toast({ text: `${path} deleted.`, action: { label: 'Undo', run: () => desk.put(path, file) } });
    },
  };
  const select = (path: string) => {
    setOpened((before) => (before.includes(path) ? before : [...before, path]));
    onActive(path);
  };
  return { open: opened.filter((path) => files[path]), actions, select };
}

/** The verdict's place, when it is a failure that points into the text. */
function useLead(verdict: Verdict | undefined): Lead | undefined {
  return useMemo(() => {
    if (!verdict?.where || verdict.state === 'pass' || verdict.state === 'unsim') return undefined;
    const { state, title, where } = verdict;
    return { file: where.file, span: where.span, message: title, state: state === 'error' ? 'error' : 'fail' };
  }, [verdict]);
}

/** The files of the attempt in the editor. */
export function Work(props: WorkProps) {
  const { exercise, desk, active, editor } = props;
  const id = useId();
  const { open, actions, select } = useFiles(props);
  const lead = useLead(desk.verdict);
  const paths = useMemo(() => exercise.spec.context.map((fact) => fact.path), [exercise]);
  const save = async () => {
    desk.journal?.flush();
    const { answer } = await desk.live.now();
    if (!answer) return 'Saved on this device.';
    const passed = answer.results.filter((result) => result.status === 'passed').length;
    return `Checked and saved: ${passed} of ${answer.results.length} checks passed.`;
  };
  return (
    <>
      <FileTabs
        files={desk.attempt.files}
        starter={exercise.spec.starter}
        open={open}
        active={active}
        prefix={id}
        onSelect={select}
        actions={actions}
      />
      <div className={styles.editor} id={`${id}-panel`} role="tabpanel" aria-label={active}>
        <CodeEditor
          ref={editor}
          files={desk.attempt.files}
          active={active}
          language={engine()}
          problems={desk.live.answer?.view.problems ?? NONE}
          lead={lead}
          paths={paths}
          look={useLook()}
          onChange={desk.write}
          onSave={save}
        />
      </div>
    </>
  );
}
