import { changes } from '../files/index.ts';
import { inputOf } from './inputs.ts';
import type { BuildInput, BuildResult, StepResult, World } from './result.ts';

/** What an edit makes of the texts that a result was built from; undefined when it cannot be made there. */
export type Edit = (result: BuildResult, input: Texts) => Texts | undefined;
export type Texts = Pick<BuildInput, 'dockerfile' | 'dockerignore'>;

export interface Trial {
  readonly before: BuildResult;
  readonly after: BuildResult;
  /** Builds, as `build` does; handed in because build.ts stands above. */
  readonly build: (world: World, input: BuildInput) => BuildResult;
}

/**
 * True when a step would have come from the cache, had the edit been made before both builds: both are built again with it, the first
 * cold, the second on its cache. The image of the second must have the same files as without the edit, unless `other` allows otherwise.
 */
export function keeps(
  trial: Trial,
  edit: Edit,
  found: { readonly step: (one: StepResult) => boolean; readonly otherFiles?: boolean },
): boolean {
  const [one, two] = [inputOf(trial.before), inputOf(trial.after)];
  if (!one || !two || !trial.before.ok || !trial.after.ok) return false;
  const [then, now] = [edit(trial.before, one.input), edit(trial.after, two.input)];
  if (!then || !now) return false;
  const { cache: _, cacheFrom: __, ...cold } = one.input;
  const first = trial.build(one.world, { ...cold, ...then });
  if (!first.ok) return false;
  const { cacheFrom: ___, ...warm } = two.input;
  const second = trial.build(two.world, { ...warm, ...now, cache: first.cache });
  if (!second.ok || second.steps.find(found.step)?.status !== 'cached') return false;
  return found.otherFiles === true || sameFiles(trial.after, second);
}

function sameFiles(one: BuildResult, other: BuildResult): boolean {
  if (!one.image || !other.image) return false;
  const { added, changed, removed } = changes(one.image.tree, other.image.tree);
  return added.length + changed.length + removed.length === 0;
}
