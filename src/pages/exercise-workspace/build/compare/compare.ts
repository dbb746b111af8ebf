import type { BuildView } from '../../../../worker/client.ts';

type StepView = BuildView['steps'][number];
type LayerView = BuildView['layers'][number];

/** A step or layer of one build beside its counterpart in the other. */
export interface Pair<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/**
 * Two lists side by side: what both hold in the same order is paired (the longest such row), the rest stands alone where it came from. Lists of thousands are paired
 * one to one from both ends first.
 */
export function pairs<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): readonly Pair<T>[] {
  let start = 0;
  while (start < before.length && start < after.length && sameKey(before[start], after[start], key)) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && sameKey(before[before.length - 1 - end], after[after.length - 1 - end], key)) end++;
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end), key);
  return [
    ...after.slice(0, start).map((item, at) => ({ before: before[at], after: item })),
    ...middle,
    ...after.slice(after.length - end).map((item, at) => ({ before: before[before.length - end + at], after: item })),
  ];
}

function sameKey<T>(one: T | undefined, other: T | undefined, key: (item: T) => string): boolean {
  return one !== undefined && other !== undefined && key(one) === key(other);
}

/** More cells than this are not compared: both lists stand one after the other. */
const MOST_CELLS = 250_000;

function between<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): Pair<T>[] {
  if (before.length * after.length > MOST_CELLS)
    return [
      ...before.map((item) => ({ before: item, after: undefined })),
      ...after.map((item) => ({ before: undefined, after: item })),
    ];
  const width = after.length + 1;
  const longest = new Uint16Array((before.length + 1) * width);
  const cell = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      longest[i * width + j] = sameKey(before[i], after[j], key)
        ? cell(i + 1, j + 1) + 1
        : Math.max(cell(i + 1, j), cell(i, j + 1));
  const found: Pair<T>[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;)
    if (i < before.length && j < after.length && sameKey(before[i], after[j], key))
      found.push({ before: before[i++], after: after[j++] });
    else if (j >= after.length || (i < before.length && cell(i + 1, j) >= cell(i, j + 1)))
      found.push({ before: before[i++], after: undefined });
    else found.push({ before: undefined, after: after[j++] });
  return found;
}

/** The instruction of a step without its number and that of a stage without a name: both move with every line. */
function instruction(step: StepView): string {
  return step.name.replace(/^\[([^\]]*?) ?\d+\/\d+\] /, '$1 ').replace(/^stage-\d+ /, 'stage ');
}

export function stepPairs(before: BuildView, after: BuildView): readonly Pair<StepView>[] {
  return pairs(before.steps, after.steps, instruction);
}

export function layerPairs(before: BuildView, after: BuildView): readonly Pair<LayerView>[] {
  return pairs(before.layers, after.layers, (layer) => layer.createdBy);
}

/** What became of a step: there only now or only before, else how the build after it went. */
export function stepFate({ before, after }: Pair<StepView>): 'new' | 'gone' | StepView['status'] {
  if (!after) return 'gone';
  return before ? after.status : 'new';
}
