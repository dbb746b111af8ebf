import type { BuildInput, BuildResult, World } from '../result.ts';

/** What a result was built from, for as long as somebody holds the result: to build it once more with something changed. */
const inputs = new WeakMap<BuildResult, { readonly world: World; readonly input: BuildInput }>();

/** Remembers what a result was built from. */
export function rememberInput(result: BuildResult, world: World, input: BuildInput): BuildResult {
  inputs.set(result, { world, input });
  return result;
}

/** World and input of a result; undefined for one that was not made by `build`. */
export function inputOf(result: BuildResult): { readonly world: World; readonly input: BuildInput } | undefined {
  return inputs.get(result);
}
