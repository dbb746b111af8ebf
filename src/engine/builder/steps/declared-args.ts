import type { PlanStep } from '../../dockerfile/plan.ts';
import type { Session } from '../session.ts';

/** Names that an ARG of the step's stage, or of a stage below it, declares at or before the step's line; those ENV sets later are left out. */
export function declaredArgs({ dockerfile, evaluation }: Session, step: PlanStep): string[] {
  const names = new Set<string>();
  for (let at: number | undefined = step.stage; at !== undefined; at = evaluation.stages[at]?.baseStage) {
    for (const instruction of dockerfile.stages[at]?.instructions ?? []) {
      if (at === step.stage && instruction.node.line > step.line) break;
      if (instruction.kind === 'arg') for (const { key } of instruction.args) names.add(key);
    }
  }
  return [...names];
}
