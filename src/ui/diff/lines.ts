export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  /** 0-based line in the text before (same, removed) and after (same, added). */
  readonly before?: number;
  readonly after?: number;
}

/** More edits than this are shown as one block taken out and one put in: the search would cost their square. */
const MOST_EDITS = 600;

/**
 * The difference of two texts line by line: common lines kept, the shortest edit in between (Myers), removed lines before
 * added ones.
 */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [split(before), split(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const kept = common(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const pairs: [number, number][] = [];
  for (let i = 0; i < start; i++) pairs.push([i, i]);
  for (const [i, j] of kept) pairs.push([i + start, j + start]);
  for (let i = end; i > 0; i--) pairs.push([a.length - i, b.length - i]);
  return scriptOf(a, b, pairs);
}

function split(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function scriptOf(
  a: readonly string[],
  b: readonly string[],
  pairs: readonly (readonly [number, number])[],
): DiffLine[] {
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [a.length, b.length] as const]) {
    for (; i < x; i++) lines.push({ kind: 'removed', text: a[i] ?? '', before: i });
    for (; j < y; j++) lines.push({ kind: 'added', text: b[j] ?? '', after: j });
    if (x < a.length) lines.push({ kind: 'same', text: a[x] ?? '', before: i++, after: j++ });
  }
  return lines;
}

/** Index pairs of a longest common subsequence, empty when it takes more than MOST_EDITS edits. */
function common(a: readonly string[], b: readonly string[]): [number, number][] {
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const traces: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= most; edits++) {
    const next = new Map(furthest);
    for (let k = -edits; k <= edits; k += 2) {
      const fromAbove = k === -edits || (k !== edits && (next.get(k - 1) ?? -1) < (next.get(k + 1) ?? -1));
      let x = fromAbove ? (next.get(k + 1) ?? 0) : (next.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return backtrack([...traces, furthest], { x: a.length, y: b.length });
    }
    traces.push(furthest);
    furthest = next;
  }
  return [];
}

function backtrack(traces: readonly Map<number, number>[], end: { x: number; y: number }): [number, number][] {
  const pairs: [number, number][] = [];
  let { x, y } = end;
  for (let edits = traces.length - 1; edits >= 0 && (x > 0 || y > 0); edits--) {
    const reached = traces[edits] ?? new Map<number, number>();
    const k = x - y;
    const fromAbove = k === -edits || (k !== edits && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
    const before = fromAbove ? k + 1 : k - 1;
    const [px, py] = [reached.get(before) ?? 0, (reached.get(before) ?? 0) - before];
    while (x > px && y > py) pairs.push([--x, --y]);
    [x, y] = [Math.max(0, px), Math.max(0, py)];
  }
  return pairs.toReversed();
}

export interface Hunk {
  /** Index of its first line in the script. */
  readonly at: number;
  readonly lines: readonly DiffLine[];
  /** First line in the text before, number of lines removed there, and what takes their place. */
  readonly line: number;
  readonly removed: number;
  readonly added: readonly string[];
}

/** The runs of changed lines of a script. */
export function hunks(script: readonly DiffLine[]): readonly Hunk[] {
  const found: Hunk[] = [];
  let line = 0;
  for (let at = 0; at < script.length; at++) {
    if (script[at]?.kind === 'same') {
      line++;
      continue;
    }
    let end = at;
    while (end < script.length && script[end]?.kind !== 'same') end++;
    const lines = script.slice(at, end);
    const added = lines.filter((entry) => entry.kind === 'added').map((entry) => entry.text);
    found.push({ at, lines, line, removed: lines.length - added.length, added });
    line += lines.length - added.length;
    at = end - 1;
  }
  return found;
}

/** `before` with one hunk taken over; the last line gets its line feed. */
export function takeOver(before: string, hunk: Hunk): string {
  const lines = split(before);
  lines.splice(hunk.line, hunk.removed, ...hunk.added);
  return lines.map((line) => `${line}\n`).join('');
}
