/**
 * The code editor and the comparison of two texts, as React components. Monaco comes by `import()` after hydration; what
 * it knows of Dockerfiles comes from the engine, through the worker's client. Not here: tabs, panes, storage.
 */
export { CodeEditor } from './code-editor.tsx';
export type { CodeEditorProps, EditorHandle } from './code-editor.tsx';
export { DiffView } from './diff-view.tsx';
export { languageName, languageOf } from './language-of.ts';
export type { Lead } from './problems.ts';
