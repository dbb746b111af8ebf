/**
 * Completion, hover, go to, quick fixes and outline of Dockerfiles: registered once per language, asked of the engine
 * through the workspace that the model belongs to.
 */
import type { Completion, LanguageClient, LanguageQuestion } from '../../worker/client.ts';
import { DOCKERFILE } from './language-of.ts';
import type { Monaco, editor, languages } from '../monaco/monaco.ts';
import { placesOf } from '../text-positions.ts';
import type { Place, Places } from '../text-positions.ts';

/** What providers need of the workspace that shows a model. */
export interface Workspace {
  readonly client: LanguageClient;
  /** Paths that COPY and ADD may name. */
  paths(): readonly string[];
}

/** By authority of the models' addresses, which is the id of the session. */
const workspaces = new Map<string, Workspace>();

/** Lets providers answer for the models of session `id`; returns the function that ends it. */
export function openWorkspace(id: string, workspace: Workspace): () => void {
  workspaces.set(id, workspace);
  return () => workspaces.delete(id);
}

let registered = false;

/** Registers the providers, once for the page. */
export function registerProviders(monaco: Monaco): void {
  if (registered) return;
  registered = true;
  const { languages: register } = monaco;
  register.registerCompletionItemProvider(DOCKERFILE, completion(monaco));
  register.registerHoverProvider(DOCKERFILE, hover);
  register.registerDefinitionProvider(DOCKERFILE, definition);
  register.registerCodeActionProvider(DOCKERFILE, fixes, { providedCodeActionKinds: ['quickfix'] });
  register.registerDocumentSymbolProvider(DOCKERFILE, symbols(monaco));
  register.registerFoldingRangeProvider(DOCKERFILE, folding);
}

interface Asked {
  readonly workspace: Workspace;
  readonly question: LanguageQuestion;
  readonly places: Places;
}

/** The question at a place; undefined for a model that no session shows (a diff). */
function asked(model: editor.ITextModel, place: Place): Asked | undefined {
  const workspace = workspaces.get(model.uri.authority);
  if (!workspace) return undefined;
  const text = model.getValue(undefined, true);
  const places = placesOf(text);
  return { workspace, places, question: { text, offset: places.offset(place), paths: workspace.paths() } };
}

function completion(monaco: Monaco): languages.CompletionItemProvider {
  const kinds: Record<Completion['kind'], languages.CompletionItemKind> = {
    instruction: monaco.languages.CompletionItemKind.Keyword,
    keyword: monaco.languages.CompletionItemKind.Keyword,
    flag: monaco.languages.CompletionItemKind.Property,
    stage: monaco.languages.CompletionItemKind.Module,
    variable: monaco.languages.CompletionItemKind.Variable,
    image: monaco.languages.CompletionItemKind.Class,
    path: monaco.languages.CompletionItemKind.File,
    folder: monaco.languages.CompletionItemKind.Folder,
    value: monaco.languages.CompletionItemKind.Value,
    snippet: monaco.languages.CompletionItemKind.Snippet,
  };
  const { InsertAsSnippet } = monaco.languages.CompletionItemInsertTextRule;
  return {
    triggerCharacters: ['$', '{', '=', '-', ':', '/', ',', '@'],
    async provideCompletionItems(...[model, position, , token]) {
      const at = asked(model, position);
      const found = at ? await at.workspace.client.complete(at.question) : [];
      if (!at || token.isCancellationRequested) return { suggestions: [] };
      const suggestions = found.map((item, order): languages.CompletionItem => ({
        label: item.detail ? { label: item.label, description: item.detail } : item.label,
        kind: kinds[item.kind],
        insertText: item.insert,
        range: at.places.range(item.span),
        sortText: String(order).padStart(5, '0'),
        filterText: item.label,
        ...(item.documentation ? { documentation: { value: item.documentation } } : {}),
        ...(item.snippet ? { insertTextRules: InsertAsSnippet } : {}),
        ...(item.again ? { command: { id: 'editor.action.triggerSuggest', title: 'Suggest' } } : {}),
      }));
      return { suggestions };
    },
  };
}

const hover: languages.HoverProvider = {
  async provideHover(model, position, token) {
    const at = asked(model, position);
    const found = await at?.workspace.client.hover(at.question);
    if (!at || !found || token.isCancellationRequested) return null;
    return { range: at.places.range(found.span), contents: found.parts.map((value) => ({ value })) };
  },
};

const definition: languages.DefinitionProvider = {
  async provideDefinition(model, position, token) {
    const at = asked(model, position);
    const found = await at?.workspace.client.definition(at.question);
    if (!at || !found || token.isCancellationRequested) return null;
    return { uri: model.uri, range: at.places.range(found) };
  },
};

const fixes: languages.CodeActionProvider = {
  async provideCodeActions(...[model, range, context, token]) {
    const none = { actions: [], dispose: () => {} };
    const at = asked(model, { lineNumber: range.startLineNumber, column: range.startColumn });
    if (!at) return none;
    const end = at.places.offset({ lineNumber: range.endLineNumber, column: range.endColumn });
    const found = await at.workspace.client.fixes({ ...at.question, end });
    if (token.isCancellationRequested) return none;
    const actions = found.map(({ fix, diagnostic }): languages.CodeAction => ({
      title: fix.title,
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: context.markers.filter((marker) => marker.message.includes(diagnostic.message)),
      edit: {
        edits: fix.edits.map((edit) => ({
          resource: model.uri,
          versionId: model.getVersionId(),
          textEdit: { range: at.places.range(edit.span), text: edit.text },
        })),
      },
    }));
    return { ...none, actions };
  },
};

function symbols(monaco: Monaco): languages.DocumentSymbolProvider {
  const { Module, Function: Step } = monaco.languages.SymbolKind;
  return {
    displayName: 'Stages',
    async provideDocumentSymbols(model, token) {
      const at = asked(model, { lineNumber: 1, column: 1 });
      const stages = at ? await at.workspace.client.outline(at.question.text) : [];
      if (!at || token.isCancellationRequested) return [];
      return stages.map((stage) => ({
        name: stage.name,
        detail: stage.detail,
        kind: Module,
        tags: [],
        range: at.places.range(stage.span),
        selectionRange: at.places.range(stage.nameSpan),
        children: stage.steps.map((step) => ({
          name: step.name,
          detail: '',
          kind: Step,
          tags: [],
          range: at.places.range(step.span),
          selectionRange: at.places.range(step.span),
        })),
      }));
    },
  };
}

const folding: languages.FoldingRangeProvider = {
  async provideFoldingRanges(model, _context, token) {
    const at = asked(model, { lineNumber: 1, column: 1 });
    const stages = at ? await at.workspace.client.outline(at.question.text) : [];
    if (!at || token.isCancellationRequested) return [];
    return stages
      .flatMap((stage) => [stage.span, ...stage.steps.map((step) => step.span)])
      .map((span) => ({ start: at.places.place(span.start).lineNumber, end: at.places.place(span.end).lineNumber }))
      .filter(({ start, end }) => end > start);
  },
};
