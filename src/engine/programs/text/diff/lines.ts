/**
 * diff: the shortest list of changed lines, in the normal and the unified form. Left out: side by side (-y), contexts (-c), and
 * GNU's heuristics for large files.
 */

/** A stretch that differs: `from`/`to` count lines from 0, `to` is exclusive. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Longest edit that is searched for; files that differ more are shown as changed throughout in between. */
const MOST_EDITS = 2_000;

/**
 * The shortest edit between two lists of lines, as the stretches that differ. Source: E. W. Myers, An O(ND) difference
 * algorithm, 1986. Equal lines at both ends are taken off first.
 */
export function difference(before: readonly string[], after: readonly string[]): Hunk[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const one = before.slice(start, before.length - end);
  const other = after.slice(start, after.length - end);
  if (one.length === 0 && other.length === 0) return [];
  const path = edits(one, other) ?? [{ from: 0, to: one.length, newFrom: 0, newTo: other.length }];
  return path.map((hunk) => ({
    from: hunk.from + start,
    to: hunk.to + start,
    newFrom: hunk.newFrom + start,
    newTo: hunk.newTo + start,
  }));
}

function edits(one: readonly string[], other: readonly string[]): Hunk[] | undefined {
  const most = Math.min(one.length + other.length, MOST_EDITS);
  const trace: Int32Array[] = [];
  let reach = new Int32Array(2 * most + 3);
  const middle = most + 1;
  for (let count = 0; count <= most; count++) {
    trace.push(reach.slice());
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      const below = reach[middle + diagonal - 1] ?? 0;
      const above = reach[middle + diagonal + 1] ?? 0;
      let x = diagonal === -count || (diagonal !== count && below < above) ? above : below + 1;
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal]) x++;
      reach[middle + diagonal] = x;
      if (x >= one.length && x - diagonal >= other.length) return back(trace, { one, other, middle });
    }
  }
  return undefined;
}

/** Walks the trace back and joins neighbouring edits to hunks. */
function back(
  trace: readonly Int32Array[],
  what: { one: readonly string[]; other: readonly string[]; middle: number },
): Hunk[] {
  const { middle } = what;
  let x = what.one.length;
  let y = what.other.length;
  const hunks: { from: number; to: number; newFrom: number; newTo: number }[] = [];
  for (let count = trace.length - 1; count > 0; count--) {
    const reach = trace[count];
    if (!reach) break;
    const diagonal = x - y;
    const below = reach[middle + diagonal - 1] ?? 0;
    const above = reach[middle + diagonal + 1] ?? 0;
    const down = diagonal === -count || (diagonal !== count && below < above);
    const oldX = down ? above : below;
    const oldY = oldX - (down ? diagonal + 1 : diagonal - 1);
    const at = down
      ? { from: oldX, to: oldX, newFrom: oldY, newTo: oldY + 1 }
      : { from: oldX, to: oldX + 1, newFrom: oldY, newTo: oldY };
    const last = hunks.at(-1);
    if (last && last.from === at.to && last.newFrom === at.newTo) {
      last.from = at.from;
      last.newFrom = at.newFrom;
    } else hunks.push(at);
    x = oldX;
    y = oldY;
  }
  return hunks.toReversed();
}
