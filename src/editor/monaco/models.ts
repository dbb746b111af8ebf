import type { Files } from '../../engine/grade/check.ts';
import { languageOf } from '../languages/language-of.ts';
import { monaco } from './monaco.ts';
import type { editor } from './monaco.ts';

/** The models of one session: one per path, made when first shown, so that undo survives a change of tab. */
export interface Models {
  /** The model of `path`; a `text` that does not come from this model replaces its content, as one undoable edit. */
  open(path: string, text: string): editor.ITextModel;
  /** Forgets the models of files that are gone, and hands changed texts to the models that are open. */
  keep(files: Files): void;
  /** Remembers caret and scroll position of the model that `code` shows. */
  leave(code: editor.ICodeEditor): void;
  /** Restores them for `path`. */
  enter(code: editor.ICodeEditor, path: string): void;
  end(): void;
}

interface Kept {
  readonly model: editor.ITextModel;
  /** Texts told to the page and not yet seen back; the page may answer late, which must not undo newer typing. */
  told: string[];
  /** True while a text of the page is being put in: that is no news to the page. */
  given: boolean;
  view: editor.ICodeEditorViewState | null;
}

/** How many texts may be on their way to the page and back. */
const MEMORY = 20;

/** Models whose changes are told to `onChange`; `id` is the authority of their addresses. */
export function createModels(id: string, onChange: (path: string, text: string) => void): Models {
  const kept = new Map<string, Kept>();

  function make(path: string, text: string): Kept {
    const uri = monaco.Uri.from({ scheme: 'drydock', authority: id, path: `/${path}` });
    const model = monaco.editor.createModel(text, languageOf(path), uri);
    // a file without line ends would take those of the system: on Windows, scripts that no shell of an image can run
    if (!text.includes('\n')) model.setEOL(monaco.editor.EndOfLineSequence.LF);
    const entry: Kept = {
      model,
      told: [text],
      given: false,
      view: null,
    };
    entry.model.onDidChangeContent(() => {
      if (entry.given) return;
      const now = entry.model.getValue(undefined, true);
      entry.told = [...entry.told.slice(-MEMORY), now];
      onChange(path, now);
    });
    kept.set(path, entry);
    return entry;
  }

  function hand(entry: Kept, text: string): void {
    const at = entry.told.lastIndexOf(text);
    if (at !== -1) entry.told.splice(0, at);
    else replace(entry, text);
  }

  return {
    open(path, text) {
      const entry = kept.get(path);
      if (!entry) return make(path, text).model;
      hand(entry, text);
      return entry.model;
    },
    keep(files) {
      for (const [path, entry] of kept) {
        const file = files[path];
        if (file) {
          hand(entry, file.text);
          continue;
        }
        kept.delete(path);
        entry.model.dispose();
      }
    },
    leave(code) {
      const model = code.getModel();
      for (const entry of kept.values()) if (entry.model === model) entry.view = code.saveViewState();
    },
    enter(code, path) {
      const view = kept.get(path)?.view;
      if (view) code.restoreViewState(view);
    },
    end() {
      for (const entry of kept.values()) entry.model.dispose();
      kept.clear();
    },
  };
}

function replace(entry: Kept, text: string): void {
  const { model } = entry;
  entry.given = true;
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
  entry.given = false;
  entry.told = [text];
}
