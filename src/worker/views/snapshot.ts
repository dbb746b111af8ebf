import type { BuildResult, StepResult, World } from '../../engine/build/result.ts';
import { changes, emptyTree, stack } from '../../engine/files/index.ts';
import type { Tree } from '../../engine/files/index.ts';

export interface Snapshot {
  readonly tree: Tree;
  readonly env: readonly string[];
  readonly user: string;
  readonly workdir: string;
  readonly shell: readonly string[];
  readonly changes: readonly {
    readonly path: string;
    readonly kind: 'added' | 'changed' | 'removed';
    readonly size: number;
  }[];
}

/** What stands after a step of a build. */
export function snapshot(world: World, build: BuildResult, id: string): Snapshot | undefined {
  const step = build.steps.find((one) => one.id === id);
  if (!step) return undefined;
  const before = treeBefore(world, build, step);
  const tree = step.layer ? stack([...before.layers, step.layer]) : before;
  const found = changes(before, tree);
  const { plan } = step;
  return {
    tree,
    env: Object.entries(plan.env).map(([name, value]) => `${name}=${value}`),
    user: 'user' in plan ? plan.user : '',
    workdir: 'cwd' in plan ? plan.cwd : 'path' in plan ? plan.path : '',
    shell: [],
    changes: [...found.added, ...found.changed, ...found.removed],
  };
}

function treeBefore(world: World, build: BuildResult, step: StepResult): Tree {
  const { stage } = step.plan;
  const own = build.steps.filter((one) => one.plan.stage === stage);
  const layers = own.slice(0, own.indexOf(step)).flatMap(({ layer }) => layer ?? []);
  return stack([...baseOf(world, build, stage).layers, ...layers]);
}

function baseOf(world: World, build: BuildResult, index: number): Tree {
  const plan = build.evaluation.stages.find((stage) => stage.index === index);
  if (plan?.baseStage === undefined) return (plan && world.image(plan.baseName, plan.platform)?.tree) ?? emptyTree();
  const last = build.steps.findLast((one) => one.plan.stage === plan.baseStage);
  if (!last) return baseOf(world, build, plan.baseStage);
  const before = treeBefore(world, build, last);
  return last.layer ? stack([...before.layers, last.layer]) : before;
}
