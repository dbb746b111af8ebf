import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Files } from '../../../engine/grade/check.ts';
import { createHistory } from './build-history.ts';

export type BuildViewName = 'steps' | 'timeline' | 'stages' | 'inside' | 'compare' | 'secrets';
/** Which cache the build shown has begun with. */
export type CacheBase = 'none' | 'before' | 'starter';

/** What is looked at in the Build and Layers tabs. The page holds it: tabs come and go. */
export interface BuildLook {
  readonly view: BuildViewName;
  readonly base: CacheBase;
  /** Name of the step that the slider stands at: ids move with the lines. */
  readonly step: string | undefined;
  /** Only what a step or layer changed, not everything that is there. */
  readonly changes: boolean;
  readonly before: Files | undefined;
  readonly starter: Files | undefined;
  set(next: Partial<Pick<BuildLook, 'view' | 'base' | 'step' | 'changes'>>): void;
}

interface Looked {
  readonly files: Files;
  readonly good: boolean;
}

const START = { view: 'steps', base: 'none', step: undefined, changes: true } as const;

/** The state of the build views, and which builds there are to compare with. `shown`: files of the answer on display. */
export function useBuildLook(shown: Looked | undefined, starter: Files | undefined): BuildLook {
  const [state, setState] = useState<Pick<BuildLook, 'view' | 'base' | 'step' | 'changes'>>(START);
  const [history] = useState(createHistory);
  const files = shown?.files;
  const good = shown?.good ?? false;
  useEffect(() => {
    if (files) history.add(files, good);
  }, [history, files, good]);
  const before = useSyncExternalStore(history.subscribe, history.before, history.before);
  return useMemo(
    () => ({ ...state, before, starter, set: (next) => setState((now) => ({ ...now, ...next })) }),
    [state, before, starter],
  );
}

/** The files whose build left the cache; undefined: there is none, or no such build yet. */
export function cacheFiles({ base, before, starter }: BuildLook): Files | undefined {
  return base === 'before' ? before : base === 'starter' ? starter : undefined;
}
