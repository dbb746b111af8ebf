import type { Span } from './span.ts';

/** `not-simulated`: real Docker knows it, Drydock does not model it; never held against the learner. */
export type Severity = 'error' | 'warning' | 'info' | 'not-simulated';

/** A replacement that a quick fix makes in one file. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A safe change that clears a finding; the title is a verb phrase ("Use the exec form"). */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What is wrong at one place of one file. Learner mistakes are values of this type, never exceptions. */
export interface Diagnostic {
  /** Path inside the workspace; `Dockerfile` unless the finding is elsewhere. */
  readonly file?: string;
  /** Rule id in kebab case (`json-args-recommended`) when a lint rule found it. */
  readonly rule?: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** 1-based first and last line as BuildKit reports them (the whole instruction); 0 when there is no position. */
  readonly line: number;
  readonly endLine: number;
  readonly url?: string;
  readonly fixes?: readonly Fix[];
}

/** Something met in an attempt that Drydock does not model: what it is, and where it stands when known. */
export interface NotSimulated {
  /** Short noun phrase, e.g. `command "xz"` or `flag --strip-components of tar`. */
  readonly what: string;
  readonly span?: Span;
  /** Ids of the steps (`stage:index`) whose outcome depends on it. */
  readonly step?: string;
}
