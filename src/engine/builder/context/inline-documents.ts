import { digestOf } from '../../base/digest.ts';
import type { PlanStep } from '../../dockerfile/plan.ts';
import { byteLength } from '../../files/index.ts';

/** A heredoc that becomes a file before its step runs. */
export interface InlineDocument {
  /** The same for the same name and text. */
  readonly key: string;
  readonly bytes: number;
}

/**
 * The heredocs of a step that become files before it runs, each a vertex of its own that is known by its name and text: those of COPY and ADD, and the
 * scripts of RUN. Source: moby/buildkit dockerfile2llb convert.go; measured with Engine 26.1.5.
 */
export function documentsOf(plan: PlanStep): InlineDocument[] {
  const copies = plan.kind === 'copy' || plan.kind === 'add';
  const files = plan.kind === 'run' ? (plan.scripts ?? []) : copies ? plan.contents : [];
  return files.map(({ path, data }) => ({
    key: digestOf(copies ? 'document' : 'script', path, data),
    bytes: byteLength(data),
  }));
}
