import { useState, type FormEvent } from 'react';
import type { Files } from '../../../engine/grade/check.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { Field } from '../../../ui/field/field.tsx';
import type { FileActions } from './file-tabs.tsx';
import styles from './files-dialog.module.css';
import { pathProblem } from './path-problem.ts';

interface FilesDialogProps {
  files: Files;
  changed(path: string): boolean;
  actions: FileActions;
  onOpen(path: string): void;
  onClose(): void;
}

/** All files of the workspace: open, rename, delete, add. The Dockerfile keeps its name, since the build looks for it. */
export function FilesDialog({ files, changed, actions, onOpen, onClose }: FilesDialogProps) {
  const [renamed, setRenamed] = useState<string>();
  const paths = Object.keys(files).toSorted();
  return (
    <Dialog
      title="Files"
      shape="sheet"
      onClose={onClose}
      actions={
        <Button data-first onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className={styles.list}>
        {paths.map((path) => (
          <li key={path}>
            {renamed === path ? (
              <NameForm
                label={`New name of ${path}`}
                verb="Rename"
                start={path}
                existing={paths.filter((other) => other !== path)}
                onName={(to) => {
                  if (to !== path) actions.rename(path, to);
                  setRenamed(undefined);
                }}
              />
            ) : (
              <FileRow
                path={path}
                changed={changed(path)}
                onOpen={() => onOpen(path)}
                onRename={() => setRenamed(path)}
                onRemove={() => actions.remove(path)}
              />
            )}
          </li>
        ))}
      </ul>
      <NameForm
        label="New file"
        verb="Add"
        start=""
        existing={paths}
        onName={(path) => {
          actions.add(path);
          onOpen(path);
        }}
      />
    </Dialog>
  );
}

interface FileRowProps {
  path: string;
  changed: boolean;
  onOpen(): void;
  onRename(): void;
  onRemove(): void;
}

function FileRow({ path, changed, onOpen, onRename, onRemove }: FileRowProps) {
  return (
    <>
      <button type="button" className={styles.name} onClick={onOpen}>
        {path}
        {changed && <span> changed</span>}
      </button>
      {path !== 'Dockerfile' && (
        <>
          <Button look="quiet" aria-label={`Rename ${path}`} onClick={onRename}>
            Rename
          </Button>
          <Button look="quiet" aria-label={`Delete ${path}`} onClick={onRemove}>
            Delete
          </Button>
        </>
      )}
    </>
  );
}

interface NameFormProps {
  label: string;
  verb: string;
  start: string;
  existing: readonly string[];
  onName(path: string): void;
}

function NameForm({ label, verb, start, existing, onName }: NameFormProps) {
  const [path, setPath] = useState(start);
  const [reason, setReason] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problem = pathProblem(path.trim(), existing);
    setReason(problem);
    if (!problem) onName(path.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        label={label}
        value={path}
        reason={reason}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setPath(event.target.value)}
      />
      <Button type="submit">{verb}</Button>
    </form>
  );
}
