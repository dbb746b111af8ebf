import { summarise } from '../../engine/index.ts';
import type { Evidence, Files, Rebuild } from '../../engine/grade/check.ts';
import type { BuildView, RebuildAnswer } from '../protocol.ts';

/** What the build that `evidence` describes would be on the cache that the build of `before` left. */
export function rebuildOf(evidence: Evidence, before: Evidence): RebuildAnswer {
  const files = changesOf(before.attempt.files, evidence.attempt.files);
  const build = before.rebuild({ warm: true, files: editsOf(before.attempt.files, evidence.attempt.files) });
  return {
    before: buildView(before),
    after: buildView({ ...evidence, build, notSimulated: build.notSimulated }),
    files,
  };
}

function buildView(evidence: Evidence): BuildView {
  // predictions are the check list's; asking for them here would build what nobody looks at
  const exercise = { ...evidence.exercise, predictions: [] };
  const { problems: _problems, log: _log, starter: _starter, ...view } = summarise({ ...evidence, exercise }, []);
  return view;
}

type FileChange = RebuildAnswer['files'][number];

function changesOf(before: Files, after: Files): FileChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted().flatMap((path): FileChange[] => {
    const [old, now] = [before[path], after[path]];
    if (!old) return [{ path, change: 'added' }];
    if (!now) return [{ path, change: 'removed' }];
    return old.text === now.text && old.mode === now.mode ? [] : [{ path, change: 'changed' }];
  });
}

function editsOf(before: Files, after: Files): NonNullable<Rebuild['files']> {
  return Object.fromEntries(
    changesOf(before, after).map(({ path }) => {
      const now = after[path];
      return [path, now ? { text: now.text, mode: now.mode } : null];
    }),
  );
}
