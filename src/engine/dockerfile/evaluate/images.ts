import { quote } from '../go-text.ts';
import { didYouMean } from '../suggest.ts';
import type { FromStep, ImageConfig } from '../plan.ts';
import { withSettings } from './add-step.ts';
import { DEFAULT_PATH, readConfig, scratchConfig } from './config.ts';
import { stageNames } from './graph.ts';
import { contextFor } from './named-context.ts';
import { formatPlatform, normalizePlatform } from './platform.ts';
import type { Platform } from './platform.ts';
import { formatReference, parseReference } from './reference.ts';
import { isFailure } from './state.ts';
import type { Failure, Session, StageState } from './state.ts';
import { stepName } from './step-name.ts';

/** Names that a mistyped image may have meant; the missing slash is BuildKit's own (`commonImageNames`). */
const COMMON = ['alpine', 'busybox', 'centos', 'debian', 'golang', 'ubuntu', 'fedora'].flatMap((name) => [
  name,
  `docker.io/library${name}`,
  `${name}:latest`,
  `docker.io/library${name}:latest`,
]);

/** What is known of an image that is not in the catalogue (golden/README.md: nothing but PATH). */
const UNKNOWN: ImageConfig = { Env: [`PATH=${DEFAULT_PATH}`] };

/**
 * Reads the image of every stage that starts from one. All names are parsed; only images that the target needs are
 * looked up. Called again when ONBUILD triggers brought new sources: unreachable ones are counted again, as in BuildKit.
 */
export function resolveImages(session: Session): Failure | undefined {
  for (const state of session.states) {
    if (state.base || state.dispatched || state.resolved) continue;
    const wanted = state.reachable || session.options.allStages === true;
    state.resolved = wanted;
    const failure = resolveImage(session, state, wanted);
    if (failure) return { location: state.location, ...failure };
    if (state.implicit) state.dispatched = true;
  }
  return undefined;
}

function resolveImage(session: Session, state: StageState, wanted: boolean): Failure | undefined {
  if (state.baseName === 'scratch' && state.context === undefined) {
    state.config = scratchConfig(session.targetPlatform);
    state.platform = session.targetPlatform;
    return undefined;
  }
  const written = state.baseName;
  const reference = parseReference(written);
  if (isFailure(reference)) return { failure: `failed to parse stage name ${quote(written)}: ${reference.failure}` };
  const platform = state.platform ?? session.targetPlatform;
  if (wanted && readContext(session, state, platform)) return undefined;
  state.baseName = formatReference(reference);
  if (wanted) {
    const failure = readImage(session, state, { written, platform });
    if (failure) return failure;
  }
  const name = stepName(state, `FROM ${state.baseName}`, false);
  state.platform = platform;
  if (!wanted) return undefined;
  const step: Omit<FromStep, 'settings'> = {
    kind: 'from',
    stage: state.number,
    name,
    instruction: state.from,
    env: {},
    line: state.location.line,
    endLine: state.location.endLine,
  };
  session.steps.push(withSettings(step, { cwd: state.config.workingDir || '/', config: state.config }));
  return undefined;
}

/**
 * Lets a named context stand for a stage of its name, which then has no config at all, or for a base image, which has the config of `scratch`.
 * There is no FROM step; the step numbers count it all the same (measured, build/golden/contexts.jsonl).
 */
function readContext(session: Session, state: StageState, platform: Platform): boolean {
  if (state.context !== undefined) {
    state.dispatched = true;
    state.baseName = state.context;
    return true;
  }
  state.context = contextFor(session.contexts, state.baseName);
  if (state.context === undefined) return false;
  state.baseName = state.context;
  state.config = scratchConfig(platform);
  state.platform = platform;
  return true;
}

function readImage(
  session: Session,
  state: StageState,
  image: { readonly written: string; readonly platform: Platform },
): Failure | undefined {
  const { options } = session;
  const found = options.image?.(state.baseName, formatPlatform(image.platform));
  if (!found && options.strictImages) {
    const hint = didYouMean(image.written, [...stageNames(session), ...COMMON]);
    return {
      failure: `${image.written}: failed to resolve source metadata for ${state.baseName}: ${state.baseName}: not found${hint}`,
    };
  }
  state.config = readConfig(found ?? UNKNOWN, image.platform);
  session.imageVisits.push({
    stage: state.number,
    name: image.written,
    wanted: formatPlatform(normalizePlatform(image.platform)),
    found: formatPlatform(normalizePlatform(state.config)),
    differs: image.platform.os !== state.config.os || image.platform.architecture !== state.config.architecture,
    ...state.location,
  });
  return undefined;
}
