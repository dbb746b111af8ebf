import type { BuildResult, StepResult } from '../../builder/result.ts';

/**
 * Which steps must be done before others can begin, by their ids: those above in the same stage, those of the stage it starts
 * from, and all of a stage that a step copies from or mounts. When steps happen to run side by side depends on cores and luck;
 * whether they may does not.
 */
export function before({ steps, evaluation }: BuildResult): (first: string, second: string) => boolean {
  const bases = new Map(evaluation.stages.map((stage) => [stage.index, stage.baseStage]));
  const last = new Map(steps.map(({ plan, id }) => [plan.stage, id]));
  const above = new Map<number, string>();
  const needs = new Map<string, readonly string[]>();
  for (const step of steps) {
    const { stage } = step.plan;
    const base = bases.get(stage);
    const previous = above.get(stage) ?? (base === undefined ? undefined : lastOf(base, last, bases));
    const taken = sources(step).flatMap((index) => lastOf(index, last, bases) ?? []);
    needs.set(step.id, previous === undefined ? taken : [previous, ...taken]);
    above.set(stage, step.id);
  }
  return (first, second) => {
    const seen = new Set<string>();
    const open = [...(needs.get(second) ?? [])];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === first) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(needs.get(id) ?? []));
    }
    return false;
  };
}

/** The last step of a stage; of an empty one, of what it starts from. */
function lastOf(
  stage: number,
  last: ReadonlyMap<number, string>,
  bases: ReadonlyMap<number, number | undefined>,
): string | undefined {
  const seen = new Set<number>();
  for (let at: number | undefined = stage; at !== undefined && !seen.has(at); at = bases.get(at)) {
    const id = last.get(at);
    if (id !== undefined) return id;
    seen.add(at);
  }
  return undefined;
}

function sources({ plan }: StepResult): readonly number[] {
  if (plan.kind === 'copy' || plan.kind === 'add') return typeof plan.from === 'number' ? [plan.from] : [];
  if (plan.kind !== 'run') return [];
  return plan.mounts.flatMap(({ from }) => (typeof from === 'number' ? [from] : []));
}
