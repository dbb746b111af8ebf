import type { Evidence } from '../../engine/grade/check.ts';
import { summarise } from '../../engine/grade/index.ts';
import { under } from '../../engine/grade/judge.ts';
import { rebuildOf } from '../../engine/grade/params.ts';
import { isWork } from '../../engine/grade/select.ts';
import type { BuildFigure, FigureView } from '../model.ts';
import type { Computed } from './computed.ts';
import { matrixOf } from './matrix.ts';
import type { Fence } from './markdown.ts';
import { evidenceFor } from './place.ts';
import type { Building } from './place.ts';
import { answerTo } from './predict.ts';
import { curly } from './typography.ts';

/** What a computed block shows. Throws a content error when the engine has no answer to it. */
export function computedFigure(building: Building, fence: Fence, computed: Computed): FigureView {
  const evidence = evidenceFor(building, fence, computed.spec);
  if (computed.kind === 'cache-matrix') return matrixOf(computed.spec, evidence);
  const { title = 'Predict', question, draws, with: change } = computed.spec;
  const asked = change ? under(evidence, rebuildOf(change)) : evidence;
  return {
    kind: 'predict',
    title: curly(title),
    question: curly(question),
    options: answerTo(computed.spec, evidence).map((option) => ({ ...option, label: curly(option.label) })),
    ...computed.html,
    build: draws && buildFigure(asked, { title: 'Dockerfile', draws }),
  };
}

/** What is drawn of a build. */
export function buildFigure(evidence: Evidence, asked: Pick<BuildFigure, 'title' | 'draws'>): BuildFigure {
  const { stages, edges, layers, image, ms } = summarise(evidence, []);
  const times = evidence.build.steps
    .filter(isWork)
    .map(({ plan, start, end, critical }) => ({ step: plan.name, start, end, critical }))
    .toSorted((a, b) => a.start - b.start);
  return { kind: 'build', ...asked, stages, edges, layers, image, ms, times };
}
