import { useCallback, useRef, useState, type RefObject } from 'react';
import type { EditorHandle } from '../../editor/index.ts';
import type { Where } from './checks/verdict.ts';

/** What is in view of an exercise workspace: pane (on a phone), file, tab of the outcome; and how to get about. */
export interface Bench {
  readonly main: RefObject<HTMLElement | null>;
  readonly editor: RefObject<EditorHandle | null>;
  readonly pane: string;
  readonly active: string;
  readonly tab: string;
  showPane(id: string): void;
  showFile(path: string): void;
  showTab(id: string): void;
  /** Puts the focus into a pane. */
  enter(id: string): void;
  /** To a place in a file, with the focus; Escape in the editor leads back. */
  go(where: Where): void;
}

export function useBench(start: { pane: string; active: string }): Bench {
  const main = useRef<HTMLElement>(null);
  const editor = useRef<EditorHandle>(null);
  const [pane, showPane] = useState(start.pane);
  const [active, showFile] = useState(start.active);
  const [tab, showTab] = useState('checks');
  // the same function for ever: what draws large views depends on it
  const go = useCallback((where: Where) => {
    showFile(where.file);
    showPane('editor');
    editor.current?.reveal(where.file, where.span);
  }, []);
  return {
    main,
    editor,
    pane,
    active,
    tab,
    showPane,
    showFile,
    showTab,
    enter(id) {
      // a phone shows the pane only after this render
      requestAnimationFrame(() => {
        if (id === 'editor') editor.current?.focus();
        else main.current?.querySelector<HTMLElement>(`[data-pane='${id}'] [data-entry]`)?.focus();
      });
    },
    go,
  };
}
