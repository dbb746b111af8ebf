import type { Diagnostic } from '../engine/base/diagnostic.ts';
import { lint } from '../engine/index.ts';
import type { Source } from './language/index.ts';
import type { EngineApi } from './protocol.ts';

/** What answers the editor: a chunk of its own, brought before its first question. */
export type EditorPart = typeof import('./language/index.ts');

/** What the worker knows of a Dockerfile without the editor's part. */
export type Known = Omit<Source, 'references'>;

interface Questions {
  sourceOf(text: string, paths: readonly string[]): Known;
  /** What the last build found, when it was of this text. */
  problemsOf(text: string): readonly Diagnostic[] | undefined;
}

/** What the editor asks, loaded image data or not. `part` throws while it is not there. */
export function editorQuestions(
  part: () => EditorPart,
  { sourceOf, problemsOf }: Questions,
): Pick<EngineApi, 'complete' | 'hover' | 'definition' | 'fixes' | 'outline'> {
  const source = ({ text, paths }: { readonly text: string; readonly paths: readonly string[] }): Source => ({
    ...sourceOf(text, paths),
    references: part().references,
  });
  return {
    complete: (question) => part().complete(source(question), question.offset),
    hover: (question) => part().hover(source(question), question.offset),
    definition: (question) => part().definition(source(question), question.offset),
    fixes: ({ text, paths, offset, end }) =>
      part().fixesAt(problemsOf(text) ?? lintOf(sourceOf(text, paths)), offset, end),
    outline: (text) => part().outline(sourceOf(text, []).dockerfile),
  };
}

function lintOf({ dockerfile, evaluation }: Known): readonly Diagnostic[] {
  return lint({ dockerfile, evaluation, ignore: undefined }).findings;
}
