import type { Fix } from '../base/diagnostic.ts';
import type { Span } from '../base/span.ts';
import type { Ignore } from '../dockerfile/dockerignore.ts';
import type { Evaluation, ImageConfig } from '../dockerfile/plan.ts';
import type { Dockerfile, Node } from '../dockerfile/syntax.ts';

/** What a rule may look at. Everything is decidable from text and context; no registry is asked. */
export interface LintInput {
  readonly dockerfile: Dockerfile;
  readonly evaluation: Evaluation;
  /** Patterns of the .dockerignore file; undefined when there is none. */
  readonly ignore: Ignore | undefined;
}

/** One place where a rule is broken. */
export interface Finding {
  readonly message: string;
  /** Where to underline. */
  readonly span: Span;
  /** The lines that BuildKit reports: the whole instruction unless a rule says otherwise. */
  readonly line: number;
  readonly endLine: number;
  readonly fixes?: readonly Fix[];
  /** The instruction whose `# check=skip=` comment silences it; the one that begins at `line` if not given. */
  readonly silencedBy?: Node;
}

/** An example: the text, with `[|…|]` around each span that must be reported. */
export type Example =
  | string
  | { readonly text: string; readonly dockerignore?: string; readonly images?: Readonly<Record<string, ImageConfig>> };

/** A rule is one file in rules/; its file name is its id and the address of its page. */
export interface Rule {
  /** BuildKit's name (`JSONArgsRecommended`) or hadolint's code (`DL3002`); accepted in `# check=` directives. */
  readonly name: string;
  readonly origin: 'buildkit' | 'hadolint';
  readonly severity: 'warning' | 'info';
  /** One sentence: what to do. */
  readonly summary: string;
  /** What happens otherwise. */
  readonly why: string;
  /** Off unless `# check=experimental=` names it. */
  readonly experimental?: boolean;
  /** A `# check=skip=` comment above the instruction does not silence it (buildkit.md §5). */
  readonly notInline?: boolean;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  check(input: LintInput): Iterable<Finding>;
}

/** Keeps the types of a rule's literal without naming them. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A finding on an instruction: its lines, and its keyword unless a narrower `span` is given. */
export function at(node: Node, message: string, options: { span?: Span; fixes?: readonly Fix[] } = {}): Finding {
  const { span = node.keyword.span, fixes } = options;
  return { message, span, line: node.line, endLine: node.endLine, ...(fixes ? { fixes } : {}) };
}
