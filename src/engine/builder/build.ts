import type { Diagnostic } from '../base/diagnostic.ts';
import { evaluate, parse, parseIgnore } from '../dockerfile/index.ts';
import type { Ignore } from '../dockerfile/index.ts';
import type { Evaluation } from '../dockerfile/plan.ts';
import type { Dockerfile, DockerfileError } from '../dockerfile/syntax.ts';
import { lintBuild } from '../lint/index.ts';
import { exportCache, importedSteps } from './cache/cache-transfer.ts';
import { cacheAfter } from './cache/cache.ts';
import { assembleImage, stageResults } from './image/assemble-image.ts';
import { contextRefusal, ignoreRefusal } from './context/unreadable-ignore-file.ts';
import { sendContext } from './context/context.ts';
import { imageErrorText } from './log/image-error.ts';
import { rememberInput } from './cache/inputs.ts';
import { buildLog } from './log/build-log.ts';
import type { BuildError, BuildInput, BuildResult, World } from './result.ts';
import { runSteps } from './schedule/rounds.ts';
import { namedContexts } from './context/named-contexts.ts';
import { memoOf } from './cache/memo.ts';
import { exportTransfers } from './timing/transfers.ts';
import type { Session } from './session.ts';

/** Config taken for an image that may exist outside the catalogue. */
const UNKNOWN = { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] };

/**
 * Builds a Dockerfile with its context. Never throws for what a learner writes: the first mistake is in `error`, in
 * BuildKit's words, and everything found before it stays. Builds in one world remember the results of steps, so that the
 * next build of a similar file runs only what changed; the answer is the same without.
 *
 * Left out, and said so where it matters ("not simulated"): what an address holds that ADD downloads, unless the input declares it; archives whose
 * members are not known; images outside the catalogue. A Git repository holds plausible files. `# syntax=` changes nothing; no
 * attestations, no garbage collection of the cache. Images are taken to be on the machine already, as after an earlier pull, so that FROM takes no time, unless
 * `pullImages` says that it has none. The network is there, but answers nothing but
 * what the models of the package managers know.
 */
export function build(world: World, input: BuildInput): BuildResult {
  const { dockerfile, evaluation, ignore, checked } = frontEnd(world, input);
  const named = namedContexts(input.contexts);
  const own = input.parserWarnings ? undefined : ignore?.error;
  const unread = [own, ...[...named.values()].map((one) => one.error)].find((text) => text !== undefined);
  const wrong = checked.error ?? mistake(unread);
  const session: Session = {
    world,
    input,
    dockerfile,
    evaluation,
    memo: memoOf(world),
    sent: sendContext(input.context, ignore),
    named,
    stages: new Map(),
    vertices: new Map(),
    done: [],
    cacheSteps: new Map([...importedSteps(input.cacheFrom), ...(input.cache?.steps ?? [])]),
    cacheMounts: new Map(input.cache?.mounts),
    renewed: new Set(),
    writers: new Map(),
    plan: undefined,
    leaving: [],
    transfers: [],
    notSimulated: [],
  };
  const findings = [...checked.findings, ...standIns(world, evaluation)];
  const refused = wrong ?? entitlementError(session) ?? contextError(session, ignore);
  if (refused) return finish(session, { findings, error: frontError(session, refused), failed: undefined });
  const failed = runSteps(session);
  return finish(session, { findings, error: failed?.error, failed: failed?.id });
}

/** A note at each FROM whose image is not in the catalogue and has another's figures. */
function standIns(world: World, { stages }: Evaluation): Diagnostic[] {
  return stages.flatMap(({ from, baseName, context }) => {
    const other = context === undefined ? world.standIn(baseName) : undefined;
    if (!from || other === undefined) return [];
    const { node, base } = from;
    const message = `Sizes and contents are those of ${other}, as an assumption: Drydock has no figures for ${base.value}.`;
    return [{ severity: 'info', message, span: base.span, line: node.line, endLine: node.endLine }];
  });
}

/** What the texts say, before anything of the context is looked at. */
interface Front {
  readonly dockerfile: Dockerfile;
  readonly evaluation: Evaluation;
  readonly ignore: Ignore | undefined;
  readonly checked: ReturnType<typeof lintBuild>;
}

const fronts = new WeakMap<World, Map<string, Front>>();
/** Targets and platforms that the checks of one attempt ask for. */
const FRONTS = 8;

/** Reads and checks the texts; builds that differ in the context alone share the answer. */
function frontEnd(world: World, input: BuildInput): Front {
  const { dockerfile, dockerignore, target, platform, buildArgs, contexts = {}, parserWarnings } = input;
  const names = Object.keys(contexts);
  const key = JSON.stringify([dockerfile, dockerignore, target, platform, buildArgs, names, parserWarnings]);
  const known = fronts.get(world) ?? new Map<string, Front>();
  fronts.set(world, known);
  const front = known.get(key) ?? readFront(world, input);
  known.delete(key);
  known.set(key, front);
  for (const old of known.keys()) if (known.size > FRONTS) known.delete(old);
  return front;
}

function readFront(world: World, input: BuildInput): Front {
  const dockerfile = parse(input.dockerfile);
  const evaluation = evaluate(dockerfile, {
    ...(input.target === undefined ? {} : { target: input.target }),
    ...(input.platform === undefined ? {} : { platform: input.platform }),
    ...(input.buildArgs ? { buildArgs: input.buildArgs } : {}),
    ...(input.contexts ? { buildContexts: Object.keys(input.contexts) } : {}),
    image: (reference, platform) => {
      const image = world.image(reference, platform);
      if (image) return image.config;
      return world.platforms(reference) === undefined && world.mayExist(reference) ? UNKNOWN : undefined;
    },
    strictImages: true,
    ...(input.parserWarnings ? { octalModesOnly: true } : {}),
  });
  const ignore = input.dockerignore === undefined ? undefined : parseIgnore(input.dockerignore);
  return { dockerfile, evaluation, ignore, checked: lintBuild({ dockerfile, evaluation, ignore }) };
}

function mistake(text: string | undefined): DockerfileError | undefined {
  return text === undefined ? undefined : buildError(text);
}

/** Why the context cannot be sent. */
function contextError(session: Session, ignore: Ignore | undefined): DockerfileError | undefined {
  const ignored = ignore && session.input.parserWarnings ? ignoreRefusal(session, ignore) : undefined;
  return ignored === undefined ? contextRefusal(session) : mistake(ignored);
}

function buildError(message: string): DockerfileError {
  return { kind: 'build', message, line: 0, endLine: 0, span: { start: 0, end: 0 } };
}

/** What a RUN may only do with `--allow`. Source: moby/buildkit solver/llbsolver/vertex.go `ValidateEntitlements`; measured. */
function entitlementError({ evaluation, input }: Session): DockerfileError | undefined {
  for (const step of evaluation.steps) {
    if (step.kind !== 'run') continue;
    const wanted = [
      ...(step.network === 'host' ? ['network.host'] : []),
      ...(step.security === 'insecure' ? ['security.insecure'] : []),
    ];
    const missing = wanted.find((one) => !input.allow?.includes(one));
    if (missing !== undefined) return buildError(`failed to load LLB: ${missing} is not allowed`);
  }
  return undefined;
}

/** A mistake of the definition; about a missing image the text says what Docker Hub answers. */
function frontError(session: Session, wrong: DockerfileError): BuildError {
  const { message, line, endLine } = wrong;
  return { message: imageErrorText(session.world, message, session.evaluation), line, endLine };
}

function finish(
  session: Session,
  end: { findings: readonly Diagnostic[]; error: BuildError | undefined; failed: string | undefined },
): BuildResult {
  const { evaluation, sent, done } = session;
  const { findings, error } = end;
  const image = error ? undefined : assembleImage(session);
  const exported = image ? exportCache(session) : [];
  const built = done.reduce((latest, { result }) => Math.max(latest, result.end), 0);
  const exports = exportTransfers(session, exported, built);
  const ms = exports.reduce((latest, { end: at }) => Math.max(latest, at), built);
  const result = {
    ok: error === undefined,
    error,
    evaluation,
    findings,
    steps: done.map((one) => one.result),
    stages: stageResults(session),
    image,
    sent,
    cache: cacheAfter(session),
    exported,
    notSimulated: session.notSimulated,
    log: buildLog(session, {
      findings,
      error,
      image,
      exports: exported.map((one, at) => ({ ...one, ms: (exports[at]?.end ?? built) - built })),
    }),
    transfers: [...session.transfers, ...exports],
    ms,
  };
  return rememberInput(result, session.world, session.input);
}
