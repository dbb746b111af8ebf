import type { LastBuild, LastStep } from './cause.ts';

/** Step of the later build → the step of the earlier one that stands for it. */
export type Pairs = ReadonlyMap<string, LastStep>;

/** Most comparisons for one stage; beyond, what differs is paired in order. */
const MOST = 250_000;

/**
 * Finds for each step the one that it was in an earlier build, though lines were added, removed or edited: stages by name (unnamed ones from the
 * end), steps by their text first, then what is left between two equal ones by its kind, in order.
 */
export function pairSteps(before: LastBuild, after: LastBuild): Pairs {
  const pairs = new Map<string, LastStep>();
  const old = stagesOf(before);
  for (const [name, steps] of stagesOf(after)) pairStage(old.get(name) ?? [], steps, pairs);
  return pairs;
}

/** Steps by the name of their stage; an unnamed stage is called by its distance from the end. */
function stagesOf({ steps }: LastBuild): ReadonlyMap<string, readonly LastStep[]> {
  const byIndex = new Map<number, LastStep[]>();
  for (const step of steps.values()) byIndex.set(step.stage, [...(byIndex.get(step.stage) ?? []), step]);
  let unnamed = 0;
  const named = new Map<string, readonly LastStep[]>();
  for (const [, list] of [...byIndex].toSorted(([one], [other]) => other - one)) {
    const name = list[0]?.stageName ?? '';
    named.set(/^(stage-\d+)?$/.test(name) ? `#${unnamed++}` : name, list);
  }
  return named;
}

type Steps = readonly LastStep[];

function same(one: LastStep | undefined, other: LastStep | undefined): boolean {
  return one !== undefined && other !== undefined && one.kind === other.kind && one.recipe.text === other.recipe.text;
}

function pairStage(before: Steps, after: Steps, pairs: Map<string, LastStep>): void {
  let start = 0;
  while (same(before[start], after[start])) pair(pairs, before[start], after[start++]);
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    same(before[before.length - 1 - end], after[after.length - 1 - end])
  )
    pair(pairs, before[before.length - 1 - end], after[after.length - 1 - end++]);
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  let left: Steps = old;
  let right: Steps = fresh;
  for (const [one, other] of old.length * fresh.length > MOST ? [] : commonSteps(old, fresh)) {
    pairRest(left.slice(0, left.indexOf(one)), right.slice(0, right.indexOf(other)), pairs);
    left = left.slice(left.indexOf(one) + 1);
    right = right.slice(right.indexOf(other) + 1);
    pair(pairs, one, other);
  }
  pairRest(left, right, pairs);
}

function pair(pairs: Map<string, LastStep>, before: LastStep | undefined, after: LastStep | undefined): void {
  if (before && after) pairs.set(after.id, before);
}

/** Steps between two equal ones: the first of each kind with the first of that kind, and so on. */
function pairRest(before: Steps, after: Steps, pairs: Map<string, LastStep>): void {
  const open = [...before];
  for (const step of after) {
    const at = open.findIndex((one) => one.kind === step.kind);
    if (at !== -1) pair(pairs, open.splice(at, 1)[0], step);
  }
}

/** The longest common subsequence. */
function commonSteps(before: Steps, after: Steps): (readonly [LastStep, LastStep])[] {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = after.length - 1; column >= 0; column--) {
      const [one, other] = [before[row], after[column]];
      lengths[row * width + column] = same(one, other)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  const found: (readonly [LastStep, LastStep])[] = [];
  for (let row = 0, column = 0; row < before.length && column < after.length;) {
    const [one, other] = [before[row], after[column]];
    if (one && other && same(one, other)) {
      found.push([one, other]);
      row++;
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return found;
}
