import { lower, upper } from './go-text.ts';

/** Nearest candidates are named when fewer than this many edits away. Source: moby/buildkit util/suggest/error.go. */
const MAX_DISTANCE = 3;

/**
 * The candidate nearest to `value`, or undefined when none is near or one is equal. With `ignoreCase` the answer takes
 * the case of `value`. Between equally near candidates BuildKit's choice is random; here the first one wins.
 */
export function suggest(
  value: string,
  candidates: Iterable<string>,
  options: { readonly ignoreCase?: boolean } = {},
): string | undefined {
  const wanted = options.ignoreCase ? lower(value) : value;
  let best: string | undefined;
  let least = MAX_DISTANCE;
  for (const candidate of candidates) {
    const compared = options.ignoreCase ? lower(candidate) : candidate;
    if (compared === wanted) return undefined;
    const edits = distance(wanted, compared, least);
    if (edits < least) {
      least = edits;
      best = compared;
    }
  }
  if (best === undefined || !options.ignoreCase) return best;
  return value !== lower(value) && value === upper(value) ? upper(best) : best;
}

/** ` (did you mean X?)`, or nothing. Same arguments as `suggest`. */
export function didYouMean(...args: Parameters<typeof suggest>): string {
  const match = suggest(...args);
  return match === undefined ? '' : ` (did you mean ${match}?)`;
}

/** Levenshtein distance, or `limit` when it is not below that. Characters are code points. */
function distance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= 2 * limit) return limit;
  const a = Array.from(from);
  const b = Array.from(to);
  if (Math.abs(a.length - b.length) >= limit) return limit;
  const row = b.map((_, index) => index + 1);
  for (let line = 0; line < a.length; line++) {
    let corner = line;
    let left = line + 1;
    let least = left;
    for (let column = 0; column < b.length; column++) {
      const above = row[column] ?? 0;
      left = Math.min(corner + (a[line] === b[column] ? 0 : 1), above + 1, left + 1);
      corner = above;
      row[column] = left;
      if (left < least) least = left;
    }
    if (least >= limit) return limit;
  }
  return Math.min(row.at(-1) ?? a.length, limit);
}
