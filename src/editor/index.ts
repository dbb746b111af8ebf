/**
 * The code editor as a React component. Monaco comes by `import()` after hydration; what it knows of Dockerfiles comes
 * from the engine, through the worker's client. Not here: tabs, panes, storage, and comparisons (ui/diff).
 */
export { CodeEditor } from './code-editor.tsx';
export type { CodeEditorProps, EditorHandle } from './code-editor.tsx';
export { languageName, languageOf } from './languages/language-of.ts';
export type { Lead } from './markers.ts';
