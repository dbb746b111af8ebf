import { changes } from '../../files/index.ts';
import { inputOf } from '../cache/inputs.ts';
import { findsAll, type Needs } from './needed-files.ts';
import type { BuildInput, BuildResult, StepResult, World } from '../result.ts';

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
 * cold, the second on its cache. Commands must print the same, and the step must find what it `needs`. The image of the second must have the same files as without the edit, unless `other` allows otherwise.
 */
export function keeps(
  trial: Trial,
  edit: Edit,
  found: { readonly step: (one: StepResult) => boolean; readonly otherFiles?: boolean; readonly needs?: Needs },
): boolean {
  const [one, two] = [inputOf(trial.before), inputOf(trial.after)];
  if (!one || !two || !trial.before.ok || !trial.after.ok) return false;
  const [then, now] = [edit(trial.before, one.input), edit(trial.after, two.input)];
  if (!then || !now) return false;
  const { cache: _, cacheFrom: __, ...cold } = one.input;
  const first = trial.build(one.world, { ...cold, ...then });
  if (!first.ok || !samePrints(trial.before, first)) return false;
  const { cacheFrom: ___, ...warm } = two.input;
  const second = trial.build(two.world, { ...warm, ...now, cache: first.cache });
  const step = second.steps.find(found.step);
  if (!second.ok || step?.status !== 'cached' || !findsAll(step, found.needs ?? new Map())) return false;
  return found.otherFiles === true || sameFiles(trial.after, second);
}

/** True when no command prints anything else than before, durations and sizes apart: it would have done something else. */
function samePrints(one: BuildResult, other: BuildResult): boolean {
  const before = new Map(one.steps.map((step) => [step.recipe.text, printed(step)]));
  return other.steps.every((step) => {
    const known = before.get(step.recipe.text);
    return step.plan.kind !== 'run' || known === undefined || known === printed(step);
  });
}

function printed({ log }: StepResult): string {
  return log
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\d+/g, '#');
}

function sameFiles(one: BuildResult, other: BuildResult): boolean {
  if (!one.image || !other.image) return false;
  const { added, changed, removed } = changes(one.image.tree, other.image.tree);
  return added.length + changed.length + removed.length === 0;
}
