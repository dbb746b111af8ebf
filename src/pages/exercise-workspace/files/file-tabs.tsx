import { useState } from 'react';
import type { Files } from '../../../engine/grade/check.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Tabs } from '../../../ui/tabs/tabs.tsx';
import { FilesDialog } from './files-dialog.tsx';

export interface FileActions {
  add(path: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

interface FileTabsProps {
  files: Files;
  /** Files to compare with: what differs carries a dot. */
  starter: Files;
  /** Paths of the tabs; files without one are in the list behind "Files". */
  open: readonly string[];
  active: string;
  prefix: string;
  onSelect(path: string): void;
  actions: FileActions;
}

/** Files as tabs, and the list of all files. */
export function FileTabs({ files, starter, open, active, prefix, onSelect, actions }: FileTabsProps) {
  const [listed, setListed] = useState(false);
  const shown = open.includes(active) ? open : [...open, active];
  const changed = (path: string) => files[path]?.text !== starter[path]?.text;
  return (
    <>
      <Tabs
        mono
        label="Files"
        prefix={prefix}
        tabs={shown.map((path) => ({ id: path, label: path, changed: changed(path) }))}
        selected={active}
        onSelect={onSelect}
        end={
          <Button look="quiet" onClick={() => setListed(true)}>
            Files
          </Button>
        }
      />
      {listed && (
        <FilesDialog
          files={files}
          changed={changed}
          actions={actions}
          onClose={() => setListed(false)}
          onOpen={(path) => {
            setListed(false);
            onSelect(path);
          }}
        />
      )}
    </>
  );
}
