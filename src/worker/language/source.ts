import type { Span } from '../../engine/base/span.ts';
import type { Evaluation, ImageConfig } from '../../engine/dockerfile/plan.ts';
import type { Dockerfile, Node } from '../../engine/dockerfile/syntax.ts';

/** What language functions know of an image of the catalogue. */
export interface ImageFacts {
  /** Full reference, `docker.io/library/node:22-alpine`. */
  readonly reference: string;
  readonly config: ImageConfig;
  /** Bytes. */
  readonly size: number;
  readonly assumed: boolean;
  readonly shell: string | null;
  readonly libc: string | null;
}

/** What the last build of this very text did with a step. */
export interface BuiltStep {
  /** As the builder prints it: `[builder 2/4] RUN go build`. */
  readonly name: string;
  readonly line: number;
  readonly status: 'ran' | 'cached' | 'failed' | 'canceled';
  readonly size: number;
  readonly ms: number;
}

/** Everything a language function reads. Offsets are into `dockerfile.text`. */
export interface Source {
  readonly dockerfile: Dockerfile;
  readonly evaluation: Evaluation;
  /** Paths that COPY may name: `src/server.js`; folders end in `/` where nothing below them is listed. */
  readonly paths: readonly string[];
  /** Images of the catalogue as people write them. */
  readonly references: readonly string[];
  /** Undefined: not in the catalogue, or not loaded. */
  image(reference: string, platform: string): ImageFacts | undefined;
  /** Empty when this text has not been built. */
  readonly steps: readonly BuiltStep[];
}

/** Where a caret stands: in which instruction, and what is written before it. */
export interface Caret {
  readonly offset: number;
  /** The instruction around the caret; undefined on an empty or new line. */
  readonly node: Node | undefined;
  /** The instruction's text up to the caret, continuations joined and comment lines left out. */
  readonly head: string;
  /** `head` from the last blank on. */
  readonly word: string;
  readonly wordSpan: Span;
  /** The caret stands in a comment. */
  readonly comment: boolean;
  /** The caret stands in the body of a heredoc; false when its variables are not expanded. */
  readonly heredoc: { readonly expand: boolean } | undefined;
}

/** The place of `offset` in the text. */
export function caretAt(dockerfile: Dockerfile, offset: number): Caret {
  const { text } = dockerfile;
  const node = nodeAt(dockerfile, offset);
  const heredoc = node?.heredocs.find(
    ({ span }) => span.start <= offset && offset <= span.end && span.end > span.start,
  );
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const raw = text.slice(node ? node.span.start : lineStart, offset);
  const line = text.slice(lineStart, offset);
  const head = heredoc ? line : joined(raw);
  const word = lastWord(head);
  return {
    offset,
    node,
    head,
    word,
    wordSpan: { start: offset - word.length, end: offset },
    comment: /^\s*#/.test(line) && !heredoc,
    heredoc,
  };
}

/** By hand: a pattern anchored at the end alone is quadratic on long words. */
function lastWord(head: string): string {
  let start = head.length;
  while (start > 0 && !/\s/.test(head[start - 1] ?? ' ')) start--;
  return head.slice(start);
}

/** The instruction whose text covers `offset`, its trailing blanks and an open continuation included. */
export function nodeAt(dockerfile: Dockerfile, offset: number): Node | undefined {
  const { nodes, text } = dockerfile;
  let low = 0;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((nodes[middle]?.span.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const node = nodes[low];
  if (!node || node.span.start > offset) return undefined;
  if (offset <= node.span.end) return node;
  const between = text.slice(node.span.end, offset);
  return /^[ \t]*$/.test(between) || (/^\s*$/.test(between) && endsOpen(text.slice(node.span.start, node.span.end)))
    ? node
    : undefined;
}

function endsOpen(text: string): boolean {
  return /[\\`]\s*$/.test(text.slice(-200));
}

/** A logical line's text as one line: continuations and the comment lines among them become a blank. */
function joined(raw: string): string {
  return raw
    .split('\n')
    .filter((line, at) => at === 0 || !/^\s*#/.test(line))
    .map((line) => line.replace(/[\\`][ \t]*\r?$/, ' '))
    .join('');
}

/** The index of the stage that `offset` lies in; -1 before the first FROM. */
export function stageAt(dockerfile: Dockerfile, offset: number): number {
  const { stages } = dockerfile;
  let low = -1;
  let high = stages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stages[middle]?.from.node.span.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
