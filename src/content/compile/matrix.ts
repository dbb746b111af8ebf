import type { BuildResult } from '../../engine/builder/result.ts';
import type { Evidence } from '../../engine/grade/check.ts';
import { rebuildOf } from '../../engine/grade/params.ts';
import type { Change } from '../../engine/grade/params.ts';
import { isWork } from '../../engine/grade/build/select-steps.ts';
import type { MatrixFigure } from '../model.ts';
import type { MatrixSpec } from './computed.ts';
import { contentError } from './front-matter.ts';
import { mustApply } from './predict.ts';

/** Which steps run again after which edit, each edit on the cache of the same first build. Throws a content error when a build fails. */
export function matrixOf({ edits, title }: MatrixSpec, evidence: Evidence): MatrixFigure {
  judgeable(evidence.build);
  const builds = Object.entries(edits).map(([name, change]) => ({ name, build: rebuilt(evidence, change) }));
  const steps = evidence.build.steps.filter(isWork);
  const other = builds.find(({ build }) => build.steps.filter(isWork).length !== steps.length);
  if (builds.length === 0) throw contentError('needs edits: name → what it changes');
  if (other) throw contentError(`compares builds of the same steps, and “${other.name}” adds or takes away some`);
  return {
    kind: 'cache-matrix',
    title: title ?? 'What runs again after which edit.',
    edits: builds.map(({ name, build }) => ({ name, ms: build.ms })),
    rows: steps.map(({ plan }, at) => ({
      step: plan.name,
      ran: builds.map(({ build }) => build.steps.filter(isWork)[at]?.status !== 'cached'),
    })),
    cold: evidence.build.ms,
  };
}

function rebuilt(evidence: Evidence, change: Change): BuildResult {
  mustApply(change, evidence);
  return judgeable(evidence.rebuild({ ...rebuildOf(change), warm: true }));
}

function judgeable(build: BuildResult): BuildResult {
  if (build.error) throw contentError(`compares builds, and one fails: ${build.error.message}`);
  const [open] = build.notSimulated;
  if (open) throw contentError(`rests on something not simulated: ${open.what}`);
  return build;
}
