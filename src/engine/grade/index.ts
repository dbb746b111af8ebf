/**
 * Judges an attempt by what it leads to: evidence from exercise and attempt (the build of its text, the machine of its
 * commands), results from checks, hints that fit. Left out: checks of the text itself.
 */
export type {
  EvidenceView,
  ErrorView,
  StepView,
  LayerView,
  ImageView,
  ContextView,
  NotSimulatedView,
  PredictionView,
} from './view.ts';
export type { StageView, EdgeView } from './build/stage-graph.ts';
export { problems, summarise } from './view.ts';
export { predict } from './prediction.ts';
export type { Prediction } from './prediction.ts';
export { grade, hints } from './grade.ts';
export { createMemo, examine } from './examine.ts';
export type { Memo } from './examine.ts';
