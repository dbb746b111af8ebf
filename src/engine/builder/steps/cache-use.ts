import type { RunStep } from '../../dockerfile/plan.ts';
import { clean, isWithin } from '../../files/index.ts';
import type { Tree } from '../../files/index.ts';
import type { FileLocks } from '../../kernel/system.ts';
import { cacheId, cachesOf } from '../schedule/cache-mount-users.ts';
import type { Doing } from '../explain/watched-tree.ts';

/** What a program does with the cache mounts of its step, by their ids. */
export interface CacheUse {
  readonly touched: Set<string>;
  readonly wrote: Set<string>;
  note(path: string, doing: Doing): void;
  /** Locks that are noted too: others notice them as they notice writing. */
  locks(others: FileLocks | undefined): FileLocks;
}

/** Undefined for a step without cache mounts. `tree` has them mounted already. */
export function cacheUse(step: RunStep, tree: Tree): CacheUse | undefined {
  const mounts = cachesOf(step).map((mount) => {
    const real = tree.resolve(mount.target);
    return { id: cacheId(mount), targets: [clean(mount.target), ...(real.ok ? [real.value] : [])] };
  });
  if (!mounts.length) return undefined;
  const [touched, wrote] = [new Set<string>(), new Set<string>()];
  const note = (path: string, doing: Doing): void => {
    const place = clean(path);
    const below = doing.endsWith('below');
    for (const { id, targets } of mounts) {
      if (!targets.some((target) => isWithin(target, place) || (below && isWithin(place, target)))) continue;
      touched.add(id);
      if (doing.startsWith('writes')) wrote.add(id);
    }
  };
  return {
    touched,
    wrote,
    note,
    locks: (others) => ({
      take(path, at) {
        note(path, 'writes');
        return others?.take(path, at) ?? true;
      },
      release: (path, at) => others?.release(path, at),
    }),
  };
}
