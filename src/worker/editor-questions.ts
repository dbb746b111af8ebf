import type { Diagnostic } from '../engine/base/diagnostic.ts';
import { lint } from '../engine/index.ts';
import type { Source } from './language/index.ts';
import type { EngineApi } from './protocol.ts';

/** What answers the editor: a chunk of its own, brought before its first question. */
export type EditorPart = typeof import('./language/index.ts');

interface Known {
  sourceOf(text: string, paths: readonly string[]): Source;
  /** What the last build found, when it was of this text. */
  problemsOf(text: string): readonly Diagnostic[] | undefined;
}

/** What the editor asks, loaded image data or not. `part` throws while it is not there. */
export function editorQuestions(
  part: () => EditorPart,
  { sourceOf, problemsOf }: Known,
): Pick<EngineApi, 'complete' | 'hover' | 'definition' | 'fixes' | 'outline'> {
  return {
    complete: ({ text, paths, offset }) => part().complete(sourceOf(text, paths), offset),
    hover: ({ text, paths, offset }) => part().hover(sourceOf(text, paths), offset),
    definition: ({ text, paths, offset }) => part().definition(sourceOf(text, paths), offset),
    fixes: ({ text, paths, offset, end }) =>
      part().fixesAt(problemsOf(text) ?? lintOf(sourceOf(text, paths)), offset, end),
    outline: (text) => part().outline(sourceOf(text, []).dockerfile),
  };
}

function lintOf({ dockerfile, evaluation }: Source): readonly Diagnostic[] {
  return lint({ dockerfile, evaluation, ignore: undefined }).findings;
}
