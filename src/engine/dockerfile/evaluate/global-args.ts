import type { DefaultName } from '../plan.ts';
import type { ArgInstruction } from '../syntax.ts';
import { emptyMap, setKey } from './persistent-map.ts';
import type { PersistentMap } from './persistent-map.ts';
import { BUILD_PLATFORM, formatPlatform } from './platform.ts';
import { parseReference } from './reference.ts';
import { isFailure } from './state.ts';
import type { Failure, Session } from './state.ts';
import { locationOf } from './location.ts';
import { expandIn } from './words.ts';

/** The arguments that FROM lines know without any ARG: platforms and the name of the target (TARGETSTAGE, 1.11). */
export function predefinedArgs(session: Session): PersistentMap<string> {
  const { options, dockerfile, targetPlatform } = session;
  const stage = options.target || dockerfile.stages.at(-1)?.name || 'default';
  const values: Readonly<Record<string, string>> = {
    BUILDPLATFORM: formatPlatform(BUILD_PLATFORM),
    BUILDOS: BUILD_PLATFORM.os,
    BUILDOSVERSION: '',
    BUILDARCH: BUILD_PLATFORM.architecture,
    BUILDVARIANT: BUILD_PLATFORM.variant,
    TARGETPLATFORM: formatPlatform(targetPlatform),
    TARGETOS: targetPlatform.os,
    TARGETOSVERSION: '',
    TARGETARCH: targetPlatform.architecture,
    TARGETVARIANT: targetPlatform.variant,
    TARGETSTAGE: stage,
  };
  let args = emptyMap<string>();
  for (const [name, value] of Object.entries(values)) args = setKey(args, name, buildArg(session, name) ?? value);
  return args;
}

/** The value of --build-arg NAME=VALUE. */
export function buildArg(session: Session, name: string): string | undefined {
  const args = session.options.buildArgs;
  return args && Object.hasOwn(args, name) ? args[name] : undefined;
}

/** Adds the ARGs before the first FROM to the predefined ones; each sees those before it. */
export function readGlobalArgs(
  session: Session,
  predefined: PersistentMap<string>,
  withBuildArgs: boolean,
): PersistentMap<string> | Failure {
  let args = predefined;
  for (const instruction of session.dockerfile.metaArgs) {
    for (const arg of instruction.args) {
      const given = withBuildArgs ? buildArg(session, arg.key) : undefined;
      if (given !== undefined) args = setKey(args, arg.key, given);
      else if (arg.value !== undefined) {
        const { result, error } = expandIn(session, arg.value, { env: args });
        if (error !== undefined) return { failure: error, location: locationOf(instruction.node) };
        args = setKey(args, arg.key, result);
      }
    }
  }
  return args;
}

/** Names of all global ARGs, also of those without a value. */
export function declaredNames(metaArgs: readonly ArgInstruction[]): Set<string> {
  return new Set(metaArgs.flatMap((instruction) => instruction.args.map((arg) => arg.key)));
}

/** What each FROM would name if no build args were given. */
export function readDefaultNames(session: Session, predefined: PersistentMap<string>): DefaultName[] {
  const args = readGlobalArgs(session, predefined, false);
  const names: DefaultName[] = [];
  if (isFailure(args)) return names;
  for (const [stage, syntax] of session.dockerfile.stages.entries()) {
    const { result, error } = expandIn(session, syntax.base, { env: args });
    if (error !== undefined) break;
    names.push({ stage, instruction: syntax.from, name: result, valid: !isFailure(parseReference(result)) });
  }
  return names;
}
