import type { Outcome } from '../session.ts';
import type { World } from '../result.ts';

/**
 * Results of steps by everything they depend on, kept between builds of the same page so that a changed line runs only
 * what comes after it. Never changes an answer.
 */
export interface BuildMemo {
  /** With the number of the build that used it last; in the order of use. */
  readonly outcomes: Map<string, { readonly outcome: Outcome; readonly used: number }>;
  builds: number;
}

/** Builds after which an outcome that none of them used is forgotten: those of some ten edits. */
const KEPT = 60;
/** Most outcomes that a build finds. */
const REMEMBERED = 4000;

const memos = new WeakMap<World, BuildMemo>();

/** The memory that builds in one world share, for one build more. */
export function memoOf(world: World): BuildMemo {
  const memo = memos.get(world) ?? { outcomes: new Map(), builds: 0 };
  memos.set(world, memo);
  memo.builds++;
  for (const [key, { used }] of memo.outcomes) {
    if (used >= memo.builds - KEPT && memo.outcomes.size <= REMEMBERED) break;
    memo.outcomes.delete(key);
  }
  return memo;
}

export function remembered(memo: BuildMemo, key: string, run: () => Outcome): Outcome {
  const outcome = memo.outcomes.get(key)?.outcome ?? run();
  memo.outcomes.delete(key);
  memo.outcomes.set(key, { outcome, used: memo.builds });
  return outcome;
}

/** As `remembered`, for several outcomes that are only found together. */
export function rememberedAll(memo: BuildMemo, keys: readonly string[], run: () => readonly Outcome[]): Outcome[] {
  let made: readonly Outcome[] | undefined;
  return keys.map((key, at) => remembered(memo, key, () => (made ??= run())[at] as Outcome));
}

const identities = new WeakMap<object, number>();
let counted = 0;

/** A number that is the same for the same object and differs between others: a cheap key for what is immutable. */
export function identity(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  identities.set(value, ++counted);
  return counted;
}
