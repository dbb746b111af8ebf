import type { Entry } from '../../files/index.ts';
import { inputOf } from '../cache/inputs.ts';
import type { BuildInput, BuildResult, StepResult, World } from '../result.ts';

/** Files that a step looked at, by path, as they were. What it found in mounts is not among them. */
export type Needs = ReadonlyMap<string, Entry>;

/**
 * What a RUN needs of the files that stand before it: it is run once more and watched, everything else comes from the cache. Looking at a file counts, even
 * where its content made no difference.
 */
export function needsOf(
  result: BuildResult,
  step: StepResult,
  build: (world: World, input: BuildInput) => BuildResult,
): Needs {
  const found = new Map<string, Entry>();
  const made = inputOf(result);
  if (!made || step.plan.kind !== 'run') return found;
  const note = (path: string, entry: Entry): void => {
    const before = step.trees.before.stat(path, { follow: false });
    if (before.ok && before.value.digest === entry.digest) found.set(path, entry);
  };
  build(made.world, { ...made.input, cache: result.cache, watch: { step: step.id, note } });
  return found;
}

/** True when a step finds everything that it needs, as it was. */
export function findsAll({ trees }: StepResult, needs: Needs): boolean {
  return [...needs].every(([path, { digest }]) => {
    const entry = trees.before.stat(path, { follow: false });
    return entry.ok && entry.value.digest === digest;
  });
}
