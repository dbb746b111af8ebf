import type { editor } from './monaco.ts';

/** Options of every editor on the page; sizes are those of `--code-m` and the mock-ups. */
export const EDITOR_OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  theme: 'drydock',
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontFamily: 'ui-monospace, "SF Mono", Menlo, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace',
  fontSize: 13,
  lineHeight: 20,
  fontLigatures: false,
  padding: { top: 12, bottom: 12 },
  minimap: { enabled: false },
  showFoldingControls: 'mouseover',
  scrollBeyondLastLine: false,
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: 'all',
  renderFinalNewline: 'on',
  renderLineHighlightOnlyWhenFocus: false,
  guides: { indentation: false },
  bracketPairColorization: { enabled: false },
  matchBrackets: 'near',
  occurrencesHighlight: 'singleFile',
  roundedSelection: false,
  scrollbar: { useShadows: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  tabSize: 2,
  detectIndentation: true,
  wordBasedSuggestions: 'off',
  quickSuggestions: { other: true, comments: false, strings: true },
  suggest: { showWords: false, showStatusBar: false, preview: false, snippetsPreventQuickSuggestions: false },
  suggestSelection: 'first',
  acceptSuggestionOnCommitCharacter: false,
  // Enter on a word that is complete already is a new line.
  acceptSuggestionOnEnter: 'smart',
  lightbulb: { enabled: 'onCode' as editor.ShowLightbulbIconMode },
  hover: { delay: 350 },
  links: false,
  unicodeHighlight: { ambiguousCharacters: false },
  contextmenu: true,
  mouseWheelZoom: false,
  smoothScrolling: false,
  stickyScroll: { enabled: false },
  accessibilitySupport: 'auto',
};

/** Below this width, in pixels, the margin shrinks and lines wrap. */
export const NARROW = 500;

/** What the reader chose for the editor. */
export interface Look {
  /** Font size in px. */
  readonly size: number;
  /** Long lines continue below instead of to the right. */
  readonly wrap: boolean;
  /** Tab leaves the editor from the start; the key for it switches as ever. */
  readonly tabLeaves: boolean;
}

export const USUAL_LOOK: Look = { size: 13, wrap: false, tabLeaves: false };

/** Font size and the line height that goes with it, a multiple of 4 px. */
export function sized(size: number): editor.IEditorOptions {
  return { fontSize: size, lineHeight: 4 * Math.ceil((size * 1.5) / 4) };
}

/** The options that depend on the width of the editor. */
export function fitted(narrow: boolean, wrap: boolean): editor.IEditorOptions {
  return {
    glyphMargin: !narrow,
    folding: !narrow,
    lineNumbersMinChars: narrow ? 2 : 3,
    lineDecorationsWidth: narrow ? 8 : 12,
    wordWrap: narrow || wrap ? 'on' : 'off',
    wrappingIndent: 'indent',
  };
}
