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

/** Levenshtein distance, or `limit` when it is not below that. */
function distance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= 2 * limit) return limit;
  const a = Array.from(from);
  const b = Array.from(to);
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let previous = b.map((_, index) => index);
  previous.push(b.length);
  for (const [row, char] of a.entries()) {
    const current = [row + 1];
    let least = row + 1;
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (b[column - 1] === char ? 0 : 1);
      const value = Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      current.push(value);
      least = Math.min(least, value);
    }
    if (least >= limit) return limit;
    previous = current;
  }
  return Math.min(previous[b.length] ?? limit, limit);
}
