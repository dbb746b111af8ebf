import type { BuildView } from '../../../../worker/client.ts';

type StepView = BuildView['steps'][number];
type Timed = Pick<BuildView, 'steps' | 'stages' | 'edges'>;

/**
 * How many virtual ms each step could end later without the build ending later: until the first step that waits for it would
 * have to begin later than it may. Steps wait for the one before them in their stage, for the stage they start from and for
 * those that they copy or mount from. By id; a step of the longest path has none.
 */
export function slackOf({ steps, stages, edges }: Timed): ReadonlyMap<string, number> {
  const end = steps.reduce((last, step) => Math.max(last, step.end), 0);
  const needs = neededBy({ steps, stages, edges });
  const latest = new Map<string, number>();
  // who waits ends later, so that the last steps are done first; those of no length by their place in the list
  const order = steps.map((step, at) => ({ step, at })).toSorted((a, b) => b.step.end - a.step.end || b.at - a.at);
  for (const { step } of order) {
    const own = latest.get(step.id) ?? end;
    latest.set(step.id, own);
    for (const before of needs(step)) latest.set(before.id, Math.min(latest.get(before.id) ?? end, own - step.ms));
  }
  return new Map(
    steps.map(({ id, end: at, critical }) => [id, critical ? 0 : Math.max(0, (latest.get(id) ?? end) - at)]),
  );
}

/** What a step waits for. */
function neededBy({ steps, stages, edges }: Timed): (step: StepView) => readonly StepView[] {
  const byStage = new Map<number, StepView[]>();
  const before = new Map<string, StepView>();
  for (const step of steps) {
    const own = byStage.get(step.stage) ?? [];
    const last = own.at(-1);
    if (last) before.set(step.id, last);
    byStage.set(step.stage, [...own, step]);
  }
  const bases = new Map(edges.filter(({ kind }) => kind === 'base').map(({ from, to }) => [to, from]));
  const last = (stage: number | string | undefined) =>
    typeof stage === 'number' ? (byStage.get(stage)?.at(-1) ?? undefined) : undefined;
  return (step) => {
    const first = before.get(step.id) ?? last(bases.get(step.stage));
    const sources = sourcesOf(step.name).map((name) => last(indexOf(name, stages)));
    return [first, ...sources].filter((one) => one !== undefined && one.id !== step.id) as readonly StepView[];
  };
}

/** Stages named by `--from=` or by `from=` of a mount. */
function sourcesOf(name: string): readonly string[] {
  const flags = /^\[[^\]]*\] (?:COPY|ADD|RUN)((?: --\S+)+)/.exec(name)?.[1] ?? '';
  return [...flags.matchAll(/[,=-]from=([^\s,]+)/g)].map(([, from]) => from ?? '');
}

function indexOf(name: string, stages: BuildView['stages']): number | undefined {
  const found = stages.find((stage) => stage.name.toLowerCase() === name.toLowerCase());
  return found?.index ?? (/^\d+$/.test(name) ? Number(name) : undefined);
}
