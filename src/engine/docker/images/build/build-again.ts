import { build, type BuildInput, type BuildResult, type World } from '../../../builder/index.ts';

/** Builds that are remembered in one world; a log of an exercise has fewer. */
const KEPT = 24;
const results = new WeakMap<World, Map<string, BuildResult>>();

/**
 * `build`, remembered by all that it is made of: a replay of a log (undo, reload of the page, probes of checks) makes the builds of the log again. A build is a value,
 * and so is the cache that it leaves, by which the next is found.
 */
export function buildAgain(world: World, input: BuildInput): BuildResult {
  // who watches wants to be told
  if (input.watch) return build(world, input);
  const key = keyOf(input);
  const known = results.get(world) ?? new Map<string, BuildResult>();
  results.set(world, known);
  const result = known.get(key) ?? build(world, input);
  known.delete(key);
  known.set(key, result);
  for (const old of known.keys()) if (known.size > KEPT) known.delete(old);
  return result;
}

/** Everything of the input; trees and caches, which are immutable, by a number of their own. */
function keyOf(input: BuildInput): string {
  return JSON.stringify(input, (name, value: unknown) =>
    typeof value === 'object' && value !== null && (isTree(value) || NUMBERED.has(name)) ? numberOf(value) : value,
  );
}

const NUMBERED = new Set(['cache', 'found']);

function isTree(value: object): boolean {
  return 'layers' in value && 'stat' in value;
}

const numbers = new WeakMap<object, number>();
let numbered = 0;

function numberOf(value: object): number {
  const known = numbers.get(value) ?? ++numbered;
  numbers.set(value, known);
  return known;
}
