import { explain, type Explanation } from '../../engine/builder/explain/index.ts';
import type { BuildResult } from '../../engine/builder/result.ts';
import { summarise } from '../../engine/index.ts';
import type { Evidence, Files, Rebuild } from '../../engine/grade/check.ts';
import type { BuildView, RebuildAnswer } from '../protocol.ts';

/** What the build that `evidence` describes would be on the cache that the build of `before` left. */
export function rebuildOf(evidence: Evidence, before: Evidence): RebuildAnswer {
  const build = warmBuild(evidence, before);
  return {
    before: buildView(before),
    after: buildView({ ...evidence, build, notSimulated: build.notSimulated }),
    files: changesOf(before.attempt.files, evidence.attempt.files),
  };
}

/** Why a step of that build ran. */
export function explainOf(
  evidence: Evidence,
  { before, step }: { readonly before: Evidence; readonly step: string },
): Explanation {
  return explain(before.build, warmBuild(evidence, before), step);
}

function warmBuild(evidence: Evidence, before: Evidence): BuildResult {
  return before.rebuild({ warm: true, files: editsOf(before.attempt.files, evidence.attempt.files) });
}

function buildView(evidence: Evidence): BuildView {
  // predictions and secrets are looked at in the build that is judged; asking for them here would be work for nobody
  const exercise = { ...evidence.exercise, predictions: [], secrets: {} };
  const {
    problems: _problems,
    log: _log,
    starter: _starter,
    predictions: _predictions,
    ...view
  } = summarise({ ...evidence, exercise }, []);
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
