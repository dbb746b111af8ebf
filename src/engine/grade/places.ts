import type { Span } from '../base/span.ts';
import type { Instruction } from '../dockerfile/syntax.ts';
import type { Evidence } from './check.ts';
import { spanOfLines } from './view.ts';

type Place = { readonly file: string; readonly span: Span } | Record<never, never>;

/** The place of the last instruction of a kind in the target's chain of stages; its FROM when there is none. */
export function spanOfLast(evidence: Evidence, ...kinds: readonly Instruction['kind'][]): Place {
  const { stages } = evidence.build.evaluation;
  let stage = stages.find((each) => each.isTarget);
  const target = stage;
  for (let seen = 0; stage && seen <= stages.length; seen++) {
    const line = stage.from?.node.line;
    const syntax = evidence.dockerfile.stages.find((each) => each.line === line || each.from.node.line === line);
    const found = syntax?.instructions.findLast((each) => kinds.includes(each.kind));
    if (found) return { file: 'Dockerfile', span: found.node.span };
    const base: number | undefined = stage.baseStage;
    stage = base === undefined ? undefined : stages.find((each) => each.index === base);
  }
  return target?.from ? { file: 'Dockerfile', span: target.from.node.span } : {};
}

/** The place of a step: all its lines. */
export function placeOfStep(evidence: Evidence, stepId: string | undefined): Place {
  const step = evidence.build.steps.find((each) => each.id === stepId);
  const span = step ? spanOfLines(evidence.dockerfile.text, step.plan.line, step.plan.endLine) : undefined;
  return span ? { file: 'Dockerfile', span } : {};
}

/** The place of the FROM of the target. */
export function placeOfTarget(evidence: Evidence): Place {
  const target = evidence.build.evaluation.stages.find((each) => each.isTarget);
  return target?.from ? { file: 'Dockerfile', span: target.from.node.span } : {};
}
