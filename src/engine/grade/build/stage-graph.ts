import type { BuildResult, StepResult } from '../../builder/result.ts';
import type { PlanStage } from '../../dockerfile/plan.ts';

/** A node of the stage graph. */
export interface StageView {
  readonly index: number;
  readonly name: string;
  /** The image or stage it starts from, as written. */
  readonly base: string;
  readonly status: 'built' | 'cached' | 'failed' | 'skipped';
  readonly target: boolean;
  readonly platform: string;
  readonly steps: number;
  /** Virtual ms of its steps. */
  readonly ms: number;
  readonly line: number;
}

/** What connects a stage to what it needs. */
export interface EdgeView {
  /** Index of a stage, or the name of an image that is no stage. */
  readonly from: number | string;
  readonly to: number;
  readonly kind: 'base' | 'copy' | 'mount';
  readonly paths: readonly string[];
  readonly dest?: string;
  /** Bytes copied. */
  readonly size?: number;
}

/** Stages and what they take from one another, skipped ones included. Implicit stages appear as image names. */
export function stageGraph(build: BuildResult): { stages: readonly StageView[]; edges: readonly EdgeView[] } {
  const { stages } = build.evaluation;
  const shown = stages.filter((stage) => !stage.implicit);
  const byIndex = new Map(stages.map((stage) => [stage.index, stage]));
  const edges = [
    ...shown.flatMap(baseEdge),
    ...build.steps.flatMap((step) => stepEdges(step).map((edge) => named(edge, byIndex))),
  ];
  const known = new Set(edges.map(({ from, to }) => `${from}>${to}`));
  const rest = shown.flatMap((stage) =>
    stage.deps
      .filter((from) => !known.has(`${from}>${stage.index}`))
      .map((from): EdgeView => named({ from, to: stage.index, kind: 'copy', paths: [] }, byIndex)),
  );
  return { stages: shown.map((stage) => stageView(stage, build)), edges: [...edges, ...rest] };
}

function stageView(stage: PlanStage, build: BuildResult): StageView {
  const steps = build.steps.filter((step) => step.plan.stage === stage.index);
  return {
    index: stage.index,
    name: stage.name || `stage-${stage.index}`,
    base: stage.baseName,
    status: statusOf(stage, steps),
    target: stage.isTarget,
    platform: stage.platform,
    steps: steps.length,
    ms: steps.reduce((sum, step) => sum + step.ms, 0),
    line: stage.from?.node.line ?? 0,
  };
}

function statusOf(stage: PlanStage, steps: readonly StepResult[]): StageView['status'] {
  if (!stage.reachable) return 'skipped';
  if (steps.some((step) => step.status === 'failed' || step.status === 'canceled')) return 'failed';
  return steps.length > 0 && steps.every((step) => step.status === 'cached') ? 'cached' : 'built';
}

function baseEdge(stage: PlanStage): EdgeView[] {
  return [{ from: stage.baseStage ?? stage.baseName, to: stage.index, kind: 'base', paths: [] }];
}

function stepEdges({ plan, layer }: StepResult): EdgeView[] {
  if ((plan.kind === 'copy' || plan.kind === 'add') && plan.from !== undefined)
    return [
      { from: plan.from, to: plan.stage, kind: 'copy', paths: plan.sources, dest: plan.dest, size: layer?.size ?? 0 },
    ];
  if (plan.kind !== 'run') return [];
  return plan.mounts.flatMap((mount): EdgeView[] =>
    mount.from === undefined
      ? []
      : [{ from: mount.from, to: plan.stage, kind: 'mount', paths: [mount.source ?? '/'], dest: mount.target }],
  );
}

/** An implicit stage (COPY --from=image) is shown by the image's name. */
function named(edge: EdgeView, stages: ReadonlyMap<number, PlanStage>): EdgeView {
  const stage = typeof edge.from === 'number' ? stages.get(edge.from) : undefined;
  return stage?.implicit ? { ...edge, from: stage.baseName } : edge;
}
