import type { Files } from '../../../engine/grade/check.ts';

/** The builds of a page that are worth a comparison. */
export interface History {
  /** The files of the build that was there before the last edit; undefined until one was replaced. */
  readonly before: Files | undefined;
  readonly now: Standing | undefined;
}
interface Standing {
  readonly files: Files;
  readonly good: boolean;
  /** When it came, in ms of any clock. */
  readonly at: number;
  /** The first build of the page, or one that came in one piece: a comparison with it makes sense at once. */
  readonly whole: boolean;
}

export const NO_HISTORY: History = { before: undefined, now: undefined };

/** A build that stood so long, in ms, was looked at: what comes after it is the next edit. Shorter, and it is a word half typed. */
const RESTED = 2000;

/** The history after another build. Typing makes many; the one before the edit is the last good one that stood for a while. */
export function withBuild(history: History, next: Omit<Standing, 'whole'>): History {
  const { now } = history;
  if (!now) return { before: undefined, now: { ...next, whole: true } };
  if (now.files === next.files) return history;
  const settled = now.good && (now.whole || next.at - now.at >= RESTED);
  return { before: settled ? now.files : history.before, now: { ...next, whole: false } };
}

/** The history of a page, kept beside React: it is no state of the attempt, and no render may change it. */
export function createHistory() {
  const listeners = new Set<() => void>();
  let history = NO_HISTORY;
  return {
    add(files: Files, good: boolean): void {
      const next = withBuild(history, { files, good, at: performance.now() });
      if (next === history) return;
      history = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    before: (): Files | undefined => history.before,
  };
}
