import type { Diagnostic, NotSimulated } from '../base/diagnostic.ts';
import { lineStarts, position } from '../base/span.ts';
import type { Span } from '../base/span.ts';
import { leaks, waste } from '../builder/index.ts';
import type { Cause, Leak, Transfer, Waste, WastedFile } from '../builder/index.ts';
import type { BuildResult, Image, StepResult } from '../builder/result.ts';
import type { Evidence, PredictionSpec, Result } from './check.ts';
import { hiddenBytes } from './image/hidden-bytes.ts';
import { spanOfLines } from './build/instruction-spans.ts';
import { standing } from './prediction.ts';
import { stageGraph } from './build/stage-graph.ts';
import type { EdgeView, StageView } from './build/stage-graph.ts';

/** Plain data for a page: survives structured cloning, holds no tree and no function. Sizes in bytes, times in virtual ms. */
export interface EvidenceView {
  /** `unreadable`: the text is no Dockerfile that BuildKit would build; `failed`: a step or the definition breaks. */
  readonly status: 'built' | 'failed' | 'unreadable';
  readonly error: ErrorView | undefined;
  /** Whatever the editor marks: errors of the text, findings of build checks, things not simulated. */
  readonly problems: readonly Diagnostic[];
  readonly steps: readonly StepView[];
  /** What was sent and fetched beside the steps, when it took time. */
  readonly transfers: readonly Transfer[];
  readonly stages: readonly StageView[];
  readonly edges: readonly EdgeView[];
  /** Base at the top, in the order they are written. */
  readonly layers: readonly LayerView[];
  readonly image: ImageView | undefined;
  /** The image of the starter, for comparison; undefined when the starter does not build. */
  readonly starter: { readonly size: number; readonly assumed: boolean } | undefined;
  readonly context: ContextView;
  /** What the layers store in vain; undefined without an image. */
  readonly waste: WasteView | undefined;
  /** Where the declared secrets are found, worst first. */
  readonly leaks: readonly Leak[];
  readonly predictions: readonly PredictionView[];
  readonly notSimulated: readonly NotSimulatedView[];
  /** As `docker build --progress=plain` prints it. */
  readonly log: string;
  readonly ms: number;
  readonly solved: boolean;
  /** None failed, some not simulated: can be marked as done by hand. */
  readonly unjudged: boolean;
}

export interface ErrorView {
  readonly message: string;
  readonly line: number;
  readonly endLine: number;
  readonly span?: Span;
  readonly stepId?: string;
}

export interface StepView {
  readonly id: string;
  /** `[builder 2/4] RUN go build`. */
  readonly name: string;
  readonly stage: number;
  readonly kind: string;
  readonly status: StepResult['status'];
  readonly line: number;
  readonly endLine: number;
  readonly size: number;
  readonly ms: number;
  readonly platform: string;
  readonly exit: number;
  /** Virtual ms since the build began; equal for cached steps, unless their files were fetched. */
  readonly start: number;
  readonly end: number;
  /** The build ends later if this step takes longer. */
  readonly critical: boolean;
  /** Why it ran; undefined when it came from the cache. In words, back to the root: `explain`. */
  readonly cause?: Cause;
}

export interface LayerView {
  readonly createdBy: string;
  readonly origin: 'base' | 'step';
  readonly size: number;
  /** Bytes of this layer that later layers replace or delete: stored and shipped all the same. */
  readonly hidden: number;
  readonly assumed: boolean;
  readonly stepId?: string;
  readonly line?: number;
}

export interface ImageView {
  readonly id: string;
  readonly size: number;
  readonly assumed: boolean;
  readonly platform: string;
  /** Empty: root. */
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workdir: string;
  readonly ports: readonly string[];
  readonly env: readonly string[];
}

export interface ContextView {
  readonly files: number;
  readonly bytes: number;
  /** The largest entries first, at most 100; `files` counts what an entry stands for. */
  readonly largest: readonly { readonly path: string; readonly size: number; readonly files: number }[];
}

/** As `waste` of the builder finds it; the files that waste most, at most 100. */
export interface WasteView extends Omit<Waste, 'files'> {
  readonly files: readonly WastedFile[];
  /** How many files there are. */
  readonly count: number;
}

/** A question to answer before the build is looked at. What is right is here only after an answer was given. */
export interface PredictionView {
  readonly id: string;
  readonly html: string;
  readonly kind: PredictionSpec['kind'];
  /** What can be chosen; empty while what is asked about does not build. */
  readonly options: readonly string[];
  /** Undefined: no answer yet, or one whose options are no longer all there (`stale`). */
  readonly answer: readonly string[] | undefined;
  readonly stale: boolean;
  /** One for each option, once there is an answer. */
  readonly outcome: readonly { readonly option: string; readonly right: boolean; readonly why: string }[] | undefined;
}

export interface NotSimulatedView {
  readonly what: string;
  readonly line?: number;
  readonly span?: Span;
}

const LARGEST = 100;

/** What a page shows of an attempt. */
export function summarise(evidence: Evidence, results: readonly Result[]): EvidenceView {
  const { build, dockerfile } = evidence;
  const starter = evidence.starter();
  return {
    status: build.ok ? 'built' : dockerfile.error ? 'unreadable' : 'failed',
    error: errorView(evidence),
    problems: problems(evidence),
    steps: build.steps.map(stepView),
    transfers: build.transfers,
    ...stageGraph(build),
    layers: build.image ? layerViews(build.image, build) : [],
    image: build.image ? imageView(build.image) : undefined,
    starter: starter?.image ? { size: starter.image.size, assumed: starter.image.assumed } : undefined,
    context: contextView(build.sent),
    waste: build.image ? wasteView(build.image) : undefined,
    leaks: leaks(build, evidence.exercise.secrets),
    predictions: (evidence.exercise.predictions ?? []).map((spec) => predictionView(evidence, spec)),
    notSimulated: evidence.notSimulated.map((entry) => notSimulatedView(entry, dockerfile.text)),
    log: build.log,
    ms: build.ms,
    ...verdict(results),
  };
}

function verdict(results: readonly Result[]): { solved: boolean; unjudged: boolean } {
  const statuses = new Set(results.map((result) => result.status));
  const clean = !statuses.has('failed') && !statuses.has('error');
  return {
    solved: results.length > 0 && statuses.size === 1 && statuses.has('passed'),
    unjudged: clean && statuses.has('not-simulated'),
  };
}

/** Errors of the text, findings, and a note for whatever is not simulated, each at its place. */
export function problems(evidence: Evidence): readonly Diagnostic[] {
  const { dockerfile, build } = evidence;
  const errors = dockerfile.errors.map(({ message, span, line, endLine }): Diagnostic => ({
    severity: 'error',
    message,
    span,
    line,
    endLine,
  }));
  const error = errors.length ? undefined : errorView(evidence);
  const starts = lineStarts(dockerfile.text);
  return [
    ...errors,
    ...(error?.span ? [{ severity: 'error', ...error, span: error.span } as const] : []),
    ...build.findings,
    ...evidence.notSimulated.flatMap(({ what, span }): Diagnostic[] => {
      if (!span) return [];
      const { line } = position(starts, span.start);
      return [{ severity: 'not-simulated', message: `Not simulated: ${what}.`, span, line, endLine: line }];
    }),
  ];
}

function errorView({ build, dockerfile }: Evidence): ErrorView | undefined {
  if (dockerfile.error) {
    const { message, line, endLine, span } = dockerfile.error;
    return { message, line, endLine, span };
  }
  if (!build.error) return undefined;
  const { message, line, endLine, stepId } = build.error;
  const span = spanOfLines(dockerfile.text, line, endLine);
  return { message, line, endLine, ...(span ? { span } : {}), ...(stepId === undefined ? {} : { stepId }) };
}

function stepView(step: StepResult): StepView {
  const { id, plan, status, ms, platform, exit, start, end, critical, cause } = step;
  const { name, stage, kind, line, endLine } = plan;
  const times = { ms, start, end, critical, ...(cause ? { cause } : {}) };
  return { id, name, stage, kind, status, line, endLine, size: step.layer?.size ?? 0, platform, exit, ...times };
}

function layerViews(image: Image, build: BuildResult): LayerView[] {
  const hidden = hiddenBytes(image.layers.map(({ layer }) => layer));
  const lines = new Map(build.steps.map((step) => [step.id, step.plan.line]));
  return image.layers.map(({ createdBy, origin, size, assumed, stepId }, at) => {
    const line = stepId === undefined ? undefined : lines.get(stepId);
    return {
      createdBy,
      origin,
      size,
      hidden: Math.min(size, hidden[at] ?? 0),
      assumed,
      ...(stepId === undefined ? {} : { stepId }),
      ...(line ? { line } : {}),
    };
  });
}

function wasteView({ layers }: Image): WasteView {
  const { files, ...figures } = waste(layers.map(({ layer }) => layer));
  return { ...figures, files: files.slice(0, LARGEST), count: files.length };
}

function imageView({ id, size, assumed, platform, config }: Image): ImageView {
  return {
    id,
    size,
    assumed,
    platform,
    user: config.user ?? '',
    entrypoint: config.entrypoint ?? [],
    cmd: config.cmd ?? [],
    workdir: config.workingDir ?? '/',
    ports: config.exposedPorts ?? [],
    env: config.env,
  };
}

function contextView(sent: BuildResult['sent']): ContextView {
  const entries = [...sent.tree.walk('/')].flatMap(([path, entry]) => {
    if (entry.kind === 'dir' && !entry.bulk) return [];
    const size = entry.bulk?.size ?? entry.size;
    return [{ path: path.slice(1) + (entry.bulk ? '/' : ''), size, files: entry.bulk?.files ?? 1 }];
  });
  const largest = entries.toSorted((a, b) => b.size - a.size).slice(0, LARGEST);
  return { files: sent.files, bytes: sent.bytes, largest };
}

function predictionView(evidence: Evidence, spec: PredictionSpec): PredictionView {
  const { id, html, kind } = spec;
  const stand = standing(evidence, spec);
  const judged = stand.state === 'judged' ? stand : undefined;
  return {
    id,
    html,
    kind,
    options: stand.options,
    answer: judged?.chosen,
    stale: stand.state === 'stale',
    outcome: judged?.prediction.options.map((option) => ({
      option,
      right: judged.prediction.right.includes(option),
      why: judged.prediction.why[option] ?? '',
    })),
  };
}

function notSimulatedView({ what, span }: NotSimulated, text: string): NotSimulatedView {
  return span ? { what, span, line: position(lineStarts(text), span.start).line } : { what };
}
