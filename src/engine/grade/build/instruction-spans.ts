import { lineStarts } from '../../base/span.ts';
import type { Span } from '../../base/span.ts';
import type { Instruction } from '../../dockerfile/syntax.ts';
import type { Evidence } from '../check.ts';

type Place = { readonly file: string; readonly span: Span } | Record<never, never>;

/** The place of the last instruction of a kind in the target's chain of stages; its FROM when there is none. */
export function spanOfLast(evidence: Evidence, ...kinds: readonly Instruction['kind'][]): Place {
  const found = lastInstruction(evidence, ...kinds);
  if (found) return { file: 'Dockerfile', span: found.node.span };
  const target = evidence.build.evaluation.stages.find((each) => each.isTarget);
  return target?.from ? { file: 'Dockerfile', span: target.from.node.span } : {};
}

/** The last instruction of a kind in the target's chain of stages. */
export function lastInstruction(evidence: Evidence, ...kinds: readonly Instruction['kind'][]): Instruction | undefined {
  const { stages } = evidence.build.evaluation;
  const byIndex = new Map(stages.map((each) => [each.index, each]));
  const byLine = new Map(evidence.dockerfile.stages.map((each) => [each.from.node.line, each]));
  let stage = stages.find((each) => each.isTarget);
  for (let seen = 0; stage && seen <= stages.length; seen++) {
    const syntax = stage.from && byLine.get(stage.from.node.line);
    const found = syntax?.instructions.findLast((each) => kinds.includes(each.kind));
    if (found) return found;
    stage = stage.baseStage === undefined ? undefined : byIndex.get(stage.baseStage);
  }
  return undefined;
}

/** The place of a step: all its lines. */
export function placeOfStep(evidence: Evidence, stepId: string | undefined): Place {
  const step = evidence.build.steps.find((each) => each.id === stepId);
  const span = step ? spanOfLines(evidence.dockerfile.text, step.plan.line, step.plan.endLine) : undefined;
  return span ? { file: 'Dockerfile', span } : {};
}

/** The place of the instruction that begins at a line (1-based). */
export function placeOfLine({ dockerfile }: Evidence, line: number): Place {
  const found = dockerfile.stages
    .flatMap((stage) => [stage.from, ...stage.instructions])
    .find(({ node }) => node.line === line);
  return found ? { file: 'Dockerfile', span: found.node.span } : {};
}

/** The place of the FROM of the target. */
export function placeOfTarget(evidence: Evidence): Place {
  const target = evidence.build.evaluation.stages.find((each) => each.isTarget);
  return target?.from ? { file: 'Dockerfile', span: target.from.node.span } : {};
}

/** The offsets of whole lines (1-based, inclusive); undefined for line 0. */
export function spanOfLines(text: string, line: number, endLine: number): Span | undefined {
  const starts = lineStarts(text);
  const start = starts[line - 1];
  if (line < 1 || start === undefined) return undefined;
  const after = starts[Math.max(line, endLine)];
  return { start, end: after === undefined ? text.length : after - 1 };
}
