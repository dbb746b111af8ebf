import type { Evidence } from '../../engine/grade/check.ts';
import { summarise } from '../../engine/grade/index.ts';
import { under } from '../../engine/grade/judge.ts';
import { rebuildOf } from '../../engine/grade/params.ts';
import { isWork } from '../../engine/grade/build/select-steps.ts';
import type { BuildFigure, FigureView, PredictFigure } from '../model.ts';
import type { Computed, PredictSpec } from './computed.ts';
import { matrixOf } from './matrix.ts';
import type { Fence } from './markdown.ts';
import { evidenceFor } from './place.ts';
import type { Building } from './place.ts';
import { answerTo } from './predict.ts';
import { asksMachine, machineAnswer } from './predict-session.ts';
import { sessionFigure } from './session-figure.ts';
import { curly } from './typography.ts';

/** What a computed block shows. Throws a content error when the engine has no answer to it. */
export function computedFigure(building: Building, fence: Fence, computed: Computed): FigureView {
  if (computed.kind === 'session') return sessionFigure(building, fence, computed.lines);
  if (computed.kind === 'cache-matrix') return matrixOf(computed.spec, evidenceFor(building, fence, computed.spec));
  const { title = 'Predict', question } = computed.spec;
  const { options, drawn } = answered(building, fence, computed.spec);
  return {
    kind: 'predict',
    title: curly(title),
    question: curly(question),
    options: options.map((option) => ({ ...option, label: curly(option.label) })),
    ...computed.html,
    drawn,
  };
}

function answered(building: Building, fence: Fence, spec: PredictSpec): Pick<PredictFigure, 'options' | 'drawn'> {
  if (asksMachine(building, fence, spec)) return machineAnswer(building, fence, spec);
  const evidence = evidenceFor(building, fence, spec);
  const asked = spec.with ? under(evidence, rebuildOf(spec.with)) : evidence;
  const draws = spec.draws?.filter((one) => one !== 'map');
  return {
    options: answerTo(spec, evidence),
    drawn: draws ? [buildFigure(asked, { title: 'Dockerfile', draws })] : [],
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
