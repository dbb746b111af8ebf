import type { Dockerfile } from '../../engine/dockerfile/syntax.ts';
import type { OutlineStage } from './answer.ts';

/** Most stages and steps listed; an outline of more helps nobody. */
const MOST = 500;

/** The stages of a file with their instructions, for outline and folding. */
export function outline(dockerfile: Dockerfile): readonly OutlineStage[] {
  return dockerfile.stages.slice(0, MOST).map((stage, index) => {
    const { node, alias, base } = stage.from;
    const last = stage.instructions.at(-1)?.node ?? node;
    return {
      name: alias?.value ?? `stage ${index}`,
      detail: `from ${base.value}`,
      span: { start: node.span.start, end: last.span.end },
      nameSpan: alias?.span ?? base.span,
      steps: stage.instructions.slice(0, MOST).map((instruction) => ({
        name: oneLine(instruction.node.original),
        span: instruction.node.span,
      })),
    };
  });
}

function oneLine(text: string): string {
  const line = text.slice(0, 200).replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
