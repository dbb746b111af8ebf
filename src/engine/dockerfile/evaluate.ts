import { chainItems } from './evaluate/chain.ts';
import { planImage } from './evaluate/config.ts';
import { dispatchStages } from './evaluate/dispatch.ts';
import { readFromLines } from './evaluate/from-lines.ts';
import { declaredNames, predefinedArgs, readDefaultNames, readGlobalArgs } from './evaluate/global-args.ts';
import { connectStages, findCycle, findTarget, markReachable } from './evaluate/graph.ts';
import { resolveImages } from './evaluate/images.ts';
import { BUDGET, MAX_KNOWN_NAMES, TOO_LARGE } from './evaluate/limits.ts';
import { contextNames } from './evaluate/named-context.ts';
import { NOWHERE } from './evaluate/location.ts';
import { emptyMap } from './evaluate/persistent-map.ts';
import { BUILD_PLATFORM, formatPlatform, normalizePlatform, parsePlatform } from './evaluate/platform.ts';
import type { Platform } from './evaluate/platform.ts';
import { isFailure } from './evaluate/state.ts';
import type { Failure, Session, StageState } from './evaluate/state.ts';
import { readTriggers } from './evaluate/triggers.ts';
import type { DefaultName, Evaluation, Phase, PlanOptions, PlanStage } from './plan.ts';
import type { Dockerfile, DockerfileError } from './syntax.ts';

/**
 * Works out what a build of a parsed Dockerfile would do: which stages are needed, with which arguments, platforms,
 * environment, steps and image config. It never throws; the first mistake, in BuildKit's order and words, is in `error`,
 * and what was found before it stays. The order is that of moby/buildkit
 * frontend/dockerfile/dockerfile2llb/convert.go `toDispatchState`: syntax, instructions, global arguments, FROM lines,
 * target, sources of COPY --from and mounts of all stages, base images, instructions of the stages.
 */
export function evaluate(dockerfile: Dockerfile, options: PlanOptions = {}): Evaluation {
  const session = newSession(dockerfile, options);
  const before = earlyError(dockerfile);
  if (before) return finish(session, { ...before, target: undefined, defaultNames: [] });
  const predefined = predefinedArgs(session);
  const defaultNames = readDefaultNames(session, predefined);
  return finish(session, { ...run(session, predefined), defaultNames });
}

interface Outcome {
  readonly phase: Phase;
  readonly failure: Failure | undefined;
  readonly target: StageState | undefined;
}

function newSession(dockerfile: Dockerfile, options: PlanOptions): Session {
  return {
    dockerfile,
    options,
    targetPlatform: targetPlatform(options),
    globalArgs: emptyMap(),
    declaredGlobals: declaredNames(dockerfile.metaArgs),
    states: [],
    byName: new Map(),
    triggers: new Map(),
    contexts: contextNames(options.buildContexts ?? []),
    numbered: 0,
    steps: [],
    visits: [],
    fromVisits: [],
    imageVisits: [],
    namesLeft: MAX_KNOWN_NAMES,
    budget: BUDGET,
  };
}

function targetPlatform(options: PlanOptions): Platform {
  if (!options.platform) return BUILD_PLATFORM;
  const platform = parsePlatform(options.platform);
  return isFailure(platform) ? BUILD_PLATFORM : normalizePlatform(platform);
}

function earlyError(dockerfile: Dockerfile): Pick<Outcome, 'phase' | 'failure'> | undefined {
  const { text, error, stages } = dockerfile;
  if (text === '') return { phase: 'syntax', failure: { failure: 'the Dockerfile cannot be empty' } };
  if (error) return { phase: error.kind === 'syntax' ? 'syntax' : 'instructions', failure: asFailure(error) };
  if (stages.length > 0) return undefined;
  return { phase: 'instructions', failure: { failure: 'dockerfile contains no stages to build' } };
}

function asFailure(error: DockerfileError): Failure {
  return { failure: error.message, location: error };
}

function stop(phase: Phase, failure: Failure): Outcome {
  return { phase, failure, target: undefined };
}

function run(session: Session, predefined: Session['globalArgs']): Outcome {
  const args = readGlobalArgs(session, predefined, true);
  if (isFailure(args)) return stop('args', args);
  session.globalArgs = args;
  const from = readFromLines(session);
  if (from) return stop('from', from);
  const target = findTarget(session);
  if (isFailure(target)) return stop('target', target);
  const sources = connectStages(session) ?? findCycle(session);
  if (sources) return stop('sources', sources);
  const [only, ...others] = session.states;
  if (only && others.length === 0) only.name = '';
  const images = resolveStages(session, target);
  if (images) return stop('images', images);
  const failure = dispatchStages(session);
  if (failure) return stop('dispatch', failure);
  // a check alone does not write it down
  return { phase: 'done', failure: session.options.allStages ? undefined : emptyCommand(session), target };
}

/** Images, then triggers, which may need further stages and images, until nothing new turns up. */
function resolveStages(session: Session, target: StageState): Failure | undefined {
  let fresh: readonly StageState[] = [target];
  while (fresh.length > 0) {
    markReachable(fresh);
    const failure = resolveImages(session);
    if (failure) return failure;
    const changed = readTriggers(session);
    if (isFailure(changed)) return changed;
    fresh = changed;
    session.budget -= session.states.length;
    if (session.budget < 0) return { failure: TOO_LARGE };
  }
  return undefined;
}

/** `RUN []` only fails when the finished build is written down for the builder. */
function emptyCommand(session: Session): Failure | undefined {
  const empty = session.steps.some((step) => step.kind === 'run' && step.args.length === 0);
  return empty ? { failure: 'failed to marshal LLB definition: arguments are required' } : undefined;
}

function finish(session: Session, outcome: Outcome & { readonly defaultNames: readonly DefaultName[] }): Evaluation {
  const { target, failure, phase, defaultNames } = outcome;
  if (target) adoptPlatform(session, target);
  const stages = session.states.filter((state) => state.number !== -1).map((state) => planStage(state, target));
  const steps = session.steps.toSorted((a, b) => a.stage - b.stage);
  const error = failure && buildError(session.dockerfile, failure);
  const result = target && stages[target.number];
  return {
    stages,
    steps,
    error,
    phase,
    defaultNames,
    image: result?.image,
    history: result?.history ?? [],
    visits: session.visits,
    fromVisits: session.fromVisits,
    imageVisits: session.imageVisits,
  };
}

/** With --platform the result is marked as made for it, whatever its base image says. */
function adoptPlatform(session: Session, target: StageState): void {
  const { targetPlatform: wanted, options } = session;
  const { config } = target;
  let own: Platform = config;
  if (options.platform) {
    const same = wanted.os === config.os && wanted.architecture === config.architecture;
    own = { ...wanted, variant: wanted.variant !== '' || !same ? wanted.variant : config.variant };
  }
  target.config = { ...config, ...normalizePlatform(own) };
}

function planStage(state: StageState, target: StageState | undefined): PlanStage {
  const { config, history } = state;
  return {
    index: state.number,
    name: state.name,
    baseName: state.baseName,
    ...(state.base && { baseStage: state.base.number }),
    platform: state.platform ? formatPlatform(state.platform) : '',
    reachable: state.reachable,
    isTarget: state === target,
    deps: [...state.deps.keys()]
      .map((each) => each.number)
      .filter((number) => number !== -1)
      .toSorted((a, b) => a - b),
    ...(state.implicit && { implicit: true }),
    ...(state.context !== undefined && { context: state.context }),
    from: state.from,
    get image() {
      return planImage(config);
    },
    get history() {
      return chainItems(history);
    },
  };
}

function buildError(dockerfile: Dockerfile, failure: Failure): DockerfileError {
  const kind = dockerfile.error?.message === failure.failure ? dockerfile.error.kind : 'build';
  const { line, endLine, span } = failure.location ?? NOWHERE;
  return { kind, message: failure.failure, line, endLine, span };
}
