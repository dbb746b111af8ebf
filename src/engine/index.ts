/**
 * The one door of the engine for worker, command line and content test: from an exercise and an attempt to evidence,
 * results, hints and a view of plain data. Hosts with a terminal have a door of their own, docker/index.ts.
 */
export { build, createWorld } from './builder/index.ts';
export type { BuildInput, BuildResult, Catalogue, PackageFiles, World } from './builder/index.ts';
export { evaluate, parse } from './dockerfile/index.ts';
export type { Evaluation, PlanOptions } from './dockerfile/plan.ts';
export type { Dockerfile } from './dockerfile/syntax.ts';
export { createMemo, examine, grade, hints, predict, problems, summarise } from './grade/index.ts';
export type { EvidenceView, Memo, PredictionView } from './grade/index.ts';
export type { Attempt, Evidence, ExerciseSpec, Files, PredictionSpec, Rebuild, Result } from './grade/check.ts';
export { lint, rules } from './lint/index.ts';
