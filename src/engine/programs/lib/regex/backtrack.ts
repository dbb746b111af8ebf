import type { Match, Step } from './match.ts';

export interface Search {
  readonly subject: string;
  readonly from: number;
  readonly slots: number;
}

/** Most places that one search looks at; an expression with back-references that needs more finds nothing. */
const MOST = 200_000;

interface Place {
  readonly at: number;
  readonly pos: number;
  readonly saved: readonly number[];
}

/**
 * The leftmost longest match of an expression with back-references, by trying all ways. Places met before are not tried
 * again, and after `MOST` places the search gives up, so that no expression runs without end.
 */
export function backtrack(
  steps: readonly Step[],
  search: Search,
  holds: (step: Extract<Step, { op: 'assert' }>, pos: number) => boolean,
): Match | undefined {
  const { subject, slots } = search;
  let left = MOST;
  for (let start = search.from; start <= subject.length && left > 0; start++) {
    const seen = new Set<string>();
    const pending: Place[] = [{ at: 0, pos: start, saved: Array.from<number>({ length: slots }).fill(-1) }];
    let best: readonly number[] | undefined;
    for (let place = pending.pop(); place && left > 0; place = pending.pop()) {
      const key = `${place.at},${place.pos},${place.saved.join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      left--;
      const step = steps[place.at];
      if (step?.op === 'match') {
        if (!best || place.pos > (best[1] ?? 0)) best = place.saved;
      } else if (step) pending.push(...following(step, place, { subject, holds }));
    }
    if (best) return toMatch(best, search);
  }
  return undefined;
}

function following(
  step: Step,
  place: Place,
  how: { subject: string; holds: (step: Extract<Step, { op: 'assert' }>, pos: number) => boolean },
): Place[] {
  const { at, pos, saved } = place;
  switch (step.op) {
    case 'set':
      return pos < how.subject.length && step.test(how.subject[pos] ?? '') ? [{ at: at + 1, pos: pos + 1, saved }] : [];
    case 'jump':
      return [{ at: step.to, pos, saved }];
    case 'split':
      return [
        { at: step.second, pos, saved },
        { at: step.first, pos, saved },
      ];
    case 'save':
      return [{ at: at + 1, pos, saved: step.slot < saved.length ? saved.with(step.slot, pos) : saved }];
    case 'assert':
      return how.holds(step, pos) ? [{ at: at + 1, pos, saved }] : [];
    case 'back': {
      const [from = -1, to = -1] = [saved[2 * step.index], saved[2 * step.index + 1]];
      const text = how.subject.slice(from, to);
      const same = from >= 0 && to >= 0 && how.subject.startsWith(text, pos);
      return same ? [{ at: at + 1, pos: pos + text.length, saved }] : [];
    }
    default:
      return [];
  }
}

/** Where the groups were, as texts. */
export function toMatch(saved: readonly number[], search: Search): Match {
  const groups = Array.from({ length: search.slots / 2 }, (_, index) => {
    const start = saved[2 * index] ?? -1;
    const end = saved[2 * index + 1] ?? -1;
    return start < 0 || end < 0 ? undefined : search.subject.slice(start, end);
  });
  return { start: saved[0] ?? 0, end: saved[1] ?? 0, groups };
}
