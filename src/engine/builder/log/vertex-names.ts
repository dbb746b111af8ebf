import type { Done, Session } from '../session.ts';

/**
 * Names in the log by vertex. Of steps that are one vertex the one that is described last gives the name: the definition is walked from its end, first what a
 * step stands on, then what it copies or mounts. Source: moby/buildkit client/llb/marshal.go, fileop.go `allOutputs`; recorded, img-seed-chapter.
 */
export function vertexNames(session: Session): ReadonlyMap<string, string> {
  const { stages } = session.evaluation;
  const names = new Map<string, string>();
  const visited = new Set<Done>();
  const byStage = new Map<number, Done[]>();
  for (const one of session.done) {
    const { stage } = one.result.plan;
    const steps = byStage.get(stage) ?? [];
    byStage.set(stage, steps);
    steps.push(one);
  }
  /** The step that a stage ends with, in itself or in what it is built on. */
  const lastOf = (stage: number | undefined): Done | undefined => {
    for (let at = stage; at !== undefined; at = stages[at]?.baseStage) {
      const last = byStage.get(at)?.at(-1);
      if (last) return last;
    }
    return undefined;
  };
  const inputsOf = (one: Done): (Done | undefined)[] => {
    const { stage } = one.result.plan;
    const at = byStage.get(stage)?.indexOf(one) ?? 0;
    const above = at > 0 ? byStage.get(stage)?.[at - 1] : lastOf(stages[stage]?.baseStage);
    return [above, ...sourcesOf(one).map(lastOf)];
  };
  const walk: { one: Done; inputs: (Done | undefined)[] }[] = [];
  const enter = (one: Done | undefined): void => {
    if (!one || visited.has(one)) return;
    visited.add(one);
    walk.push({ one, inputs: inputsOf(one) });
  };
  enter(lastOf(stages.find(({ isTarget }) => isTarget)?.index));
  for (let top = walk.at(-1); top; top = walk.at(-1)) {
    if (top.inputs.length > 0) enter(top.inputs.shift());
    else {
      walk.pop();
      names.set(top.one.vertex.key, top.one.result.plan.name);
    }
  }
  for (const { vertex, result } of session.done) if (!names.has(vertex.key)) names.set(vertex.key, result.plan.name);
  return names;
}

/** Stages whose files a step takes. */
function sourcesOf({ result: { plan } }: Done): number[] {
  const from = plan.kind === 'copy' || plan.kind === 'add' ? [plan.from] : [];
  const mounted = plan.kind === 'run' ? plan.mounts.map((mount) => mount.from) : [];
  return [...from, ...mounted].filter((one) => typeof one === 'number');
}
