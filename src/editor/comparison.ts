/** A read-only comparison of two texts, without React; loaded by `import()` with Monaco. */
import { languageOf } from './language-of.ts';
import { registerLanguages } from './languages.ts';
import { monaco } from './monaco.ts';
import { EDITOR_OPTIONS } from './options.ts';
import { followTheme } from './theme.ts';

export interface Compared {
  readonly path: string;
  readonly original: string;
  readonly modified: string;
}

export interface Comparison {
  show(compared: Compared): void;
  end(): void;
}

/** Makes a diff editor in `host`; both sides are named for screen readers by `labels`. */
export function createComparison(
  host: HTMLElement,
  labels: { readonly original: string; readonly modified: string },
): Comparison {
  registerLanguages(monaco);
  followTheme(monaco);
  const diff = monaco.editor.createDiffEditor(host, {
    ...EDITOR_OPTIONS,
    readOnly: true,
    originalEditable: false,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderSideBySideInlineBreakpoint: 700,
    hideUnchangedRegions: { enabled: true, minimumLineCount: 4, contextLineCount: 3 },
    renderOverviewRuler: false,
    originalAriaLabel: labels.original,
    modifiedAriaLabel: labels.modified,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
    glyphMargin: false,
  });
  let models: { dispose(): void }[] = [];
  const forget = () => {
    for (const model of models) model.dispose();
    models = [];
  };
  return {
    show({ path, original, modified }) {
      const language = languageOf(path);
      const next = {
        original: monaco.editor.createModel(original, language),
        modified: monaco.editor.createModel(modified, language),
      };
      diff.setModel(next);
      forget();
      models = [next.original, next.modified];
    },
    end() {
      diff.setModel(null);
      forget();
      diff.dispose();
    },
  };
}
