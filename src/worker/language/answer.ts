import type { Diagnostic, Fix } from '../../engine/base/diagnostic.ts';
import type { Span } from '../../engine/base/span.ts';

/** Where a question about a Dockerfile stands. Offsets are UTF-16 units into `text`. */
export interface LanguageQuestion {
  readonly text: string;
  readonly offset: number;
  /** Paths of the workspace files, for sources of COPY and ADD. */
  readonly paths: readonly string[];
}

export type CompletionKind =
  'instruction' | 'flag' | 'stage' | 'variable' | 'image' | 'path' | 'folder' | 'keyword' | 'value' | 'snippet';

/** One proposal of the completion list. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** The text that replaces `span`; with `snippet` it holds `$1`, `${1:name}` places. */
  readonly insert: string;
  readonly snippet?: boolean;
  /** What is replaced: from the start of the word under the caret. */
  readonly span: Span;
  /** Short text beside the label: a variable's value, an image's size. */
  readonly detail?: string;
  /** Markdown: what it is for. */
  readonly documentation?: string;
  /** True: the list opens again after inserting (`--from=` wants a stage). */
  readonly again?: boolean;
}

/** What a hover shows: Markdown paragraphs about the text of `span`. */
export interface Hover {
  readonly span: Span;
  readonly parts: readonly string[];
}

/** A stage as the outline and folding show it. */
export interface OutlineStage {
  readonly name: string;
  readonly detail: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly steps: readonly { readonly name: string; readonly span: Span }[];
}

/** A safe change offered where a finding stands. */
export interface OfferedFix {
  readonly fix: Fix;
  readonly diagnostic: Diagnostic;
}
