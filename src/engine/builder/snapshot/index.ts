import { changes } from '../../files/index.ts';
import type { Tree } from '../../files/index.ts';
import type { BuildResult } from '../result.ts';

export interface StepChange {
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** Bytes that the path stores afterwards; of a removed one, what it and everything below it took. */
  readonly size: number;
}

/** What a stage is like right after a step. */
export interface Snapshot {
  readonly tree: Tree;
  /** Image variables and build arguments in force, as RUN sees them. */
  readonly env: Readonly<Record<string, string>>;
  /** Empty: root. */
  readonly user: string;
  readonly workdir: string;
  /** What RUN in shell form is started with. */
  readonly shell: readonly string[];
  /** Against the step before, by path; empty for steps that only say what the image is based on. */
  readonly changes: readonly StepChange[];
}

/** File system and settings after a step; undefined for a step that does not exist or did not run to its end. */
export function snapshot(result: BuildResult, stepId: string): Snapshot | undefined {
  const step = result.steps.find(({ id }) => id === stepId);
  if (!step || step.status === 'failed' || step.status === 'canceled') return undefined;
  const { before, after } = step.trees;
  const { user, cwd: workdir, shell } = step.plan.settings;
  const found = changes(before, after);
  return {
    tree: after,
    env: step.plan.env,
    user,
    workdir,
    shell,
    changes: [...found.added, ...found.changed, ...found.removed]
      .map(({ path, kind, size }) => ({ path, kind, size }))
      .toSorted((one, other) => (one.path < other.path ? -1 : 1)),
  };
}
