import type { editor } from './monaco.ts';
import type { Monaco } from './monaco.ts';
import { hexOf, isDark } from './colour.ts';

const NAME = 'drydock';

/** Monaco's colour ids and the token of ui/tokens.css that each takes; a suffix `/NN` is an alpha in hex. */
const COLOURS: Readonly<Record<string, string>> = {
  'editor.background': 'surface',
  'editor.foreground': 'ink',
  'editorLineNumber.foreground': 'ink-3',
  'editorLineNumber.activeForeground': 'ink',
  'editorCursor.foreground': 'accent',
  'editor.selectionBackground': 'selected',
  'editor.inactiveSelectionBackground': 'sunken',
  'editor.selectionHighlightBackground': 'sunken',
  'editor.wordHighlightBackground': 'sunken',
  'editor.wordHighlightStrongBackground': 'selected',
  'editor.lineHighlightBackground': 'sunken',
  'editor.lineHighlightBorder': 'sunken/00',
  'editor.findMatchBackground': 'selected',
  'editor.findMatchHighlightBackground': 'selected',
  'editor.findMatchBorder': 'accent',
  'editorBracketMatch.background': 'selected',
  'editorBracketMatch.border': 'line-strong',
  'editorBracketHighlight.foreground1': 'ink',
  'editorBracketHighlight.foreground2': 'ink',
  'editorBracketHighlight.foreground3': 'ink',
  'editorBracketHighlight.unexpectedBracket.foreground': 'ink',
  'editorIndentGuide.background1': 'line',
  'editorIndentGuide.activeBackground1': 'line-strong',
  'editorWhitespace.foreground': 'line',
  'editorGutter.background': 'surface',
  'editorGutter.foldingControlForeground': 'ink-3',
  'editorError.foreground': 'fail',
  'editorWarning.foreground': 'error',
  'editorInfo.foreground': 'unsim',
  'editorHint.foreground': 'ink-3',
  'editorOverviewRuler.border': 'surface/00',
  'editorLink.activeForeground': 'accent',
  'editorLightBulb.foreground': 'accent',
  'editorLightBulbAutoFix.foreground': 'accent',
  'editorWidget.background': 'surface',
  'editorWidget.foreground': 'ink',
  'editorWidget.border': 'line-strong',
  'editorHoverWidget.background': 'surface',
  'editorHoverWidget.foreground': 'ink',
  'editorHoverWidget.border': 'line-strong',
  'editorHoverWidget.statusBarBackground': 'sunken',
  'editorSuggestWidget.background': 'surface',
  'editorSuggestWidget.border': 'line-strong',
  'editorSuggestWidget.foreground': 'ink',
  'editorSuggestWidget.selectedBackground': 'selected',
  'editorSuggestWidget.selectedForeground': 'ink',
  'editorSuggestWidget.highlightForeground': 'accent',
  'editorSuggestWidget.focusHighlightForeground': 'accent',
  'editorMarkerNavigation.background': 'surface',
  'editorMarkerNavigationError.background': 'fail',
  'editorMarkerNavigationError.headerBackground': 'fail-tint',
  'editorMarkerNavigationWarning.background': 'error',
  'editorMarkerNavigationWarning.headerBackground': 'sunken',
  'editorMarkerNavigationInfo.background': 'unsim',
  'editorMarkerNavigationInfo.headerBackground': 'sunken',
  'peekViewTitle.background': 'sunken',
  'peekViewTitleLabel.foreground': 'ink',
  'peekViewTitleDescription.foreground': 'ink-2',
  'peekView.border': 'line-strong',
  'list.hoverBackground': 'hover',
  'list.focusBackground': 'selected',
  'list.focusForeground': 'ink',
  'list.highlightForeground': 'accent',
  'list.activeSelectionBackground': 'selected',
  'list.activeSelectionForeground': 'ink',
  'list.activeSelectionIconForeground': 'ink',
  'quickInput.background': 'surface',
  'quickInput.foreground': 'ink',
  'quickInputList.focusBackground': 'selected',
  'quickInputList.focusForeground': 'ink',
  'quickInputList.focusIconForeground': 'ink',
  'pickerGroup.foreground': 'accent',
  'pickerGroup.border': 'line',
  'input.background': 'surface',
  'input.foreground': 'ink',
  'input.border': 'line-strong',
  'input.placeholderForeground': 'ink-3',
  'inputOption.activeBackground': 'selected',
  'inputOption.activeBorder': 'accent',
  'inputOption.activeForeground': 'ink',
  'menu.background': 'surface',
  'menu.foreground': 'ink',
  'menu.border': 'line-strong',
  'menu.selectionBackground': 'selected',
  'menu.selectionForeground': 'ink',
  'menu.separatorBackground': 'line',
  'keybindingLabel.background': 'sunken',
  'keybindingLabel.foreground': 'ink-2',
  'keybindingLabel.border': 'line',
  'keybindingLabel.bottomBorder': 'line-strong',
  'widget.shadow': 'surface/00',
  'scrollbar.shadow': 'surface/00',
  'scrollbarSlider.background': 'ink-3/40',
  'scrollbarSlider.hoverBackground': 'ink-3/66',
  'scrollbarSlider.activeBackground': 'ink-3/80',
  focusBorder: 'accent',
  foreground: 'ink',
  descriptionForeground: 'ink-2',
  'textLink.foreground': 'accent',
  'textLink.activeForeground': 'accent',
  'textCodeBlock.background': 'sunken',
  'icon.foreground': 'ink-2',
};

/** Syntax classes of the grammars (ours and stock) and their tokens. */
const SYNTAX: Readonly<Record<string, string>> = {
  '': 'ink',
  keyword: 'syn-keyword',
  tag: 'syn-keyword',
  string: 'syn-string',
  'string.escape': 'syn-string',
  regexp: 'syn-string',
  variable: 'syn-variable',
  'variable.predefined': 'syn-variable',
  type: 'syn-keyword',
  'type.identifier': 'ink',
  attribute: 'syn-flag',
  'attribute.name': 'syn-flag',
  flag: 'syn-flag',
  number: 'syn-number',
  comment: 'syn-comment',
  delimiter: 'ink',
  annotation: 'syn-flag',
  namespace: 'ink',
  metatag: 'syn-comment',
  identifier: 'ink',
  operator: 'ink',
};

let watching = false;

/** Makes the theme of tokens.css Monaco's theme, now and whenever the page changes between light and dark. */
export function followTheme(monaco: Monaco): void {
  apply(monaco);
  if (watching) return;
  watching = true;
  const again = () => apply(monaco);
  new MutationObserver(again).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['style', 'class', 'data-theme'],
  });
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'])
    window.matchMedia(query).addEventListener('change', again);
}

let applied = '';

function apply(monaco: Monaco): void {
  const read = reader();
  const theme = themeFrom(read.hex);
  read.end();
  const text = JSON.stringify(theme);
  if (text === applied) return;
  applied = text;
  monaco.editor.defineTheme(NAME, theme);
  monaco.editor.setTheme(NAME);
}

/** Monaco's theme from the values of the tokens (`ink` → `#1b1f26`). */
export function themeFrom(hex: (token: string) => string): editor.IStandaloneThemeData {
  const colours = Object.entries(COLOURS).map(([id, source]) => {
    const [token = '', alpha = ''] = source.split('/');
    return [id, `${hex(token).slice(0, 7)}${alpha}`];
  });
  return {
    base: isDark(hex('surface')) ? 'vs-dark' : 'vs',
    inherit: true,
    colors: Object.fromEntries(colours) as Record<string, string>,
    rules: Object.entries(SYNTAX).map(([token, source]) => ({ token, foreground: hex(source).slice(1, 7) })),
  };
}

/** Reads tokens through an element, so that `light-dark()` and the contrast setting are resolved by the browser. */
function reader(): { hex(token: string): string; end(): void } {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  return {
    hex(token) {
      probe.style.color = `var(--${token})`;
      return hexOf(style.color) ?? '#808080';
    },
    end: () => probe.remove(),
  };
}
