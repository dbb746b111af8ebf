import { fullReference } from '../../engine/dockerfile/index.ts';
import type {
  Evaluation,
  ImageConfig,
  PlanImage,
  PlanOptions,
  PlanStage,
  PlanStep,
} from '../../engine/dockerfile/plan.ts';
import type { DockerfileError } from '../../engine/dockerfile/syntax.ts';

/** Options of a golden `plan` or `lint` request. */
export interface PlanRequest {
  readonly text: string;
  readonly target?: string;
  readonly platform?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Config of known images by the names that users write. */
  readonly images?: Readonly<Record<string, ImageConfig>>;
  readonly strictImages?: boolean;
  readonly dockerignore?: string;
}

/** What an image that a request describes has unless it says otherwise. */
const STUB: ImageConfig = { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] };

/** The options of `evaluate` that a request stands for. */
export function planOptions(request: PlanRequest): PlanOptions {
  const { target, platform, buildArgs, strictImages } = request;
  const images = new Map<string, ImageConfig>();
  for (const [name, config] of Object.entries(request.images ?? {}))
    images.set(fullReference(name) ?? name, { ...STUB, ...config });
  return {
    ...(target !== undefined && { target }),
    ...(platform !== undefined && { platform }),
    ...(buildArgs !== undefined && { buildArgs }),
    ...(strictImages !== undefined && { strictImages }),
    image: (reference) => images.get(reference),
  };
}

/** An evaluation in the shape of the golden data. */
export function evaluationAnswer(evaluation: Evaluation): object {
  const { error, stages, steps, image, history } = evaluation;
  if (error) return { error: errorAnswer(error) };
  return { stages: stages.map(stageAnswer), steps: steps.map(stepAnswer), image: imageAnswer(image), history };
}

/**
 * An error in the shape of the golden data; one without a position has no lines. A syntax error always has one: BuildKit
 * places a bad directive of the first line at line 0.
 */
export function errorAnswer({ kind, message, line, endLine }: DockerfileError): object {
  return { message, ...(kind === 'syntax' ? { line, endLine } : lines(line, endLine)) };
}

/** Numbers that are 0 say nothing in a health check. */
function imageAnswer(image: PlanImage | undefined): object | undefined {
  if (!image?.healthcheck) return image;
  const healthcheck = Object.entries(image.healthcheck).filter(([, value]) => value !== 0);
  return { ...image, healthcheck: Object.fromEntries(healthcheck) };
}

function lines(line: number, endLine: number): object {
  return line > 0 ? { line, endLine } : {};
}

function stageAnswer(stage: PlanStage): object {
  const { index, name, baseName, baseStage, platform, reachable, isTarget, deps, implicit } = stage;
  return { index, name, baseName, baseStage, platform, reachable, isTarget, deps, implicit };
}

/** A step without what only the builder needs; the golden data has an environment for RUN alone. */
function stepAnswer(step: PlanStep): object {
  const { instruction: _instruction, env, line, endLine, ...own } = step;
  const rest = { ...own, ...lines(line, endLine) };
  if (rest.kind === 'run') {
    const { scripts: _scripts, ...run } = rest;
    return { ...run, env };
  }
  if (rest.kind === 'workdir') {
    const { user: _user, ...workdir } = rest;
    return workdir;
  }
  if (rest.kind === 'from') return rest;
  const { keepGitDir, unpack, ...copy } = rest;
  // Flags with three states (true, false, not given) are texts in the golden data.
  return { ...copy, keepGitDir: keepGitDir?.toString(), unpack: unpack?.toString() };
}
