/**
 * Judges an attempt by what its build does: evidence from exercise and attempt, results from checks, hints that fit.
 * Leaves out typed commands and running machines (no `docker/` yet): the log of an attempt is not looked at.
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
export type { StageView, EdgeView } from './stage-graph.ts';
export { problems, summarise } from './view.ts';
export { predict } from './prediction.ts';
export type { Prediction } from './prediction.ts';
export { grade, hints } from './grade.ts';
export { createMemo, examine } from './examine.ts';
export type { Memo } from './examine.ts';
