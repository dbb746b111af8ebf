/**
 * One Monaco editor over the files of a workspace, without React: loaded by `import()` with Monaco itself. It keeps a
 * model and its undo history per path; the text that counts lives in the page, which hears of every change.
 */
import type { Diagnostic } from '../engine/base/diagnostic.ts';
import type { Span } from '../engine/base/span.ts';
import type { Files } from '../engine/grade/check.ts';
import type { LanguageClient } from '../worker/client.ts';
import { registerLanguages } from './languages/languages.ts';
import { createModels } from './monaco/models.ts';
import { TabFocus, monaco } from './monaco/monaco.ts';
import type { editor } from './monaco/monaco.ts';
import { EDITOR_OPTIONS, NARROW, fitted, sized } from './monaco/options.ts';
import type { Look } from './monaco/options.ts';
import { placesOf } from './text-positions.ts';
import { createMarks } from './markers.ts';
import type { Lead } from './markers.ts';
import { openWorkspace, registerProviders } from './languages/providers.ts';
import { followTheme } from './monaco/theme.ts';

/** What the page shows in the editor. */
export interface Shown {
  readonly files: Files;
  readonly active: string;
  readonly problems: readonly Diagnostic[];
  readonly lead: Lead | undefined;
  readonly readOnly: boolean;
  /** Paths besides `files` that COPY and ADD may name. */
  readonly paths: readonly string[];
  readonly look: Look;
}

export interface Status {
  readonly line: number;
  readonly column: number;
  /** True: Tab moves the focus instead of indenting. */
  readonly tabLeaves: boolean;
}

export interface SessionOptions {
  readonly client: LanguageClient;
  readonly shown: Shown;
  onChange(path: string, text: string): void;
  onStatus(status: Status): void;
}

export interface Session {
  show(shown: Shown): void;
  /** Puts the caret at the span and the focus into the editor; Escape then gives the focus back to `from`. */
  reveal(span: Span, from: HTMLElement | undefined): void;
  /** Selects without scrolling and focuses, to take over from the text area. */
  select(span: Span): void;
  focus(): void;
  end(): void;
}

let sessions = 0;

/** Makes an editor in `host`. */
export function createSession(host: HTMLElement, options: SessionOptions): Session {
  registerLanguages(monaco);
  registerProviders(monaco);
  followTheme(monaco);
  const id = `workspace-${++sessions}`;
  let shown = options.shown;
  const models = createModels(id, options.onChange);
  const code = monaco.editor.create(host, { ...EDITOR_OPTIONS, model: null, ariaLabel: shown.active });
  const marks = createMarks(monaco, code);
  const leave = openWorkspace(id, {
    client: options.client,
    paths: () => [...new Set([...Object.keys(shown.files), ...shown.paths])],
  });
  const escape = watchEscape(code);
  const width = watchWidth(code, () => shown.look.wrap);
  TabFocus.setTabFocusMode(shown.look.tabLeaves);
  watchStatus(code, options.onStatus);

  function show(next: Shown): void {
    const before = code.getModel();
    shown = next;
    models.keep(next.files);
    const file = next.files[next.active];
    const model = file ? models.open(next.active, file.text) : null;
    if (model !== before) {
      models.leave(code);
      code.setModel(model);
      models.enter(code, next.active);
      code.updateOptions({ ariaLabel: next.active });
    }
    code.updateOptions({ readOnly: next.readOnly, ...sized(next.look.size) });
    width.fit();
    if (model && file) marks.show({ ...next, file: next.active, text: file.text }, model !== before);
  }

  function select(span: Span): void {
    const model = code.getModel();
    if (model) code.setSelection(placesOf(model.getValue(undefined, true)).range(span));
    code.focus();
  }

  show(shown);
  return {
    show,
    select,
    reveal(span, from) {
      select({ start: span.start, end: span.start });
      const at = code.getPosition();
      if (at) code.revealPositionInCenterIfOutsideViewport(at);
      escape.backTo(from);
    },
    focus: () => code.focus(),
    end() {
      leave();
      models.end();
      code.dispose();
    },
  };
}

function watchWidth(code: editor.IStandaloneCodeEditor, wraps: () => boolean): { fit(): void } {
  let before = '';
  const fit = () => {
    const { width } = code.getLayoutInfo();
    const narrow = width < NARROW;
    const now = `${narrow} ${wraps()}`;
    // A hidden pane has no width and tells nothing.
    if (width === 0 || now === before) return;
    before = now;
    code.updateOptions(fitted(narrow, wraps()));
  };
  code.onDidLayoutChange(fit);
  fit();
  return { fit };
}

/** Escape gives the focus back to where a "Where" link was followed, once, when no widget wants the key. */
function watchEscape(code: editor.IStandaloneCodeEditor): { backTo(from: HTMLElement | undefined): void } {
  let origin: HTMLElement | undefined;
  const returns = code.createContextKey<boolean>('drydockReturns', false);
  code.addAction({
    id: 'drydock.return',
    label: 'Return to where the line was looked up',
    keybindings: [monaco.KeyCode.Escape],
    precondition:
      'drydockReturns && !suggestWidgetVisible && !findWidgetVisible && !markersNavigationVisible && !inSnippetMode && !editorHasMultipleSelections && !editorHoverVisible',
    run() {
      const target = origin;
      origin = undefined;
      returns.set(false);
      if (target?.isConnected) target.focus();
    },
  });
  return {
    backTo(from) {
      origin = from;
      returns.set(from !== undefined);
    },
  };
}

function watchStatus(code: editor.IStandaloneCodeEditor, onStatus: (status: Status) => void): void {
  const tell = () => {
    const { lineNumber: line = 1, column = 1 } = code.getPosition() ?? {};
    onStatus({ line, column, tabLeaves: TabFocus.getTabFocusMode() });
  };
  code.onDidChangeCursorPosition(tell);
  code.onDidChangeModel(tell);
  const listening = TabFocus.onDidChangeTabFocus(tell);
  code.onDidDispose(() => listening.dispose());
  tell();
}
