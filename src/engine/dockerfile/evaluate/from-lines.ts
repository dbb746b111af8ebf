import type { FromPlatform, FromVisit } from '../plan.ts';
import type { StageSyntax } from '../syntax.ts';
import { didYouMean } from '../suggest.ts';
import { emptyConfig } from './config.ts';
import { locationOf } from './location.ts';
import { contextFor } from './named-context.ts';
import { emptyMap, getKey, mapEntries } from './persistent-map.ts';
import { parsePlatform } from './platform.ts';
import type { Platform } from './platform.ts';
import { isFailure } from './state.ts';
import type { Failure, Location, Session, StageState } from './state.ts';
import { expandIn, failureOf, undefinedVariable } from './words.ts';
import type { UndefinedVariable } from './words.ts';

/** Makes a state for every FROM, in order: names and platforms expanded, bases connected, steps counted. */
export function readFromLines(session: Session): Failure | undefined {
  for (const [index, syntax] of session.dockerfile.stages.entries()) {
    const failure = readFrom(session, syntax, index);
    if (failure) return { location: locationOf(syntax.from.node), ...failure };
  }
  return undefined;
}

/** A stage before anything is known about it. */
export function newState(
  session: Session,
  baseName: string,
  own: Pick<StageState, 'from' | 'location' | 'implicit'> & { readonly triggers?: readonly string[] },
): StageState {
  return {
    index: -1,
    number: -1,
    baseName,
    triggers: [],
    ...own,
    name: '',
    base: undefined,
    platform: undefined,
    deps: new Map<StageState, Location>(),
    commands: [],
    context: undefined,
    reachable: false,
    resolved: false,
    dispatched: false,
    triggersRead: false,
    stepNumber: 0,
    stepTotal: 0,
    env: emptyMap<string>(),
    cwd: '/',
    args: emptyMap(),
    config: emptyConfig(session.targetPlatform),
    history: undefined,
    workdirSet: false,
    cmdSet: false,
    hidden: new Set<string>(),
  };
}

/** Appends a stage; it builds on an earlier stage if its base has exactly that (lower-case) name. */
export function addState(session: Session, state: StageState, name: string | undefined): void {
  state.index = session.states.push(state) - 1;
  if (!state.implicit || state.baseName !== 'scratch') state.number = session.numbered++;
  state.base = session.byName.get(state.baseName);
  if (name !== undefined && name !== '') session.byName.set(name.toLowerCase(), state);
}

function readFrom(session: Session, syntax: StageSyntax, index: number): Failure | undefined {
  const visit: { -readonly [K in keyof FromVisit]: FromVisit[K] } & {
    undefinedVars: UndefinedVariable[];
  } = { stage: index, instruction: syntax.from, name: '', platform: undefined, undefinedVars: [] };
  session.fromVisits.push(visit);
  const base = expandIn(session, syntax.base, { env: session.globalArgs });
  visit.undefinedVars.push(...undeclared(session, base.unmatched));
  if (base.error !== undefined) return failureOf(base);
  if (base.result === '') return { failure: `base name (${syntax.base}) should not be blank` };
  visit.name = base.result;
  const state = newState(session, base.result, {
    from: syntax.from,
    location: locationOf(syntax.from.node),
    implicit: false,
    triggers: syntax.instructions.flatMap((each) => (each.kind === 'onbuild' ? [each.expression] : [])),
  });
  state.name = syntax.name ?? `stage-${index}`;
  if (syntax.platform) {
    const platform = readPlatform(session, syntax.platform, visit);
    if (isFailure(platform)) return platform;
    state.platform = platform;
  }
  addState(session, state, syntax.name);
  const instead = syntax.name === undefined ? undefined : contextFor(session.contexts, syntax.name);
  if (instead !== undefined) {
    // A context of the stage's own name: neither its base nor its instructions are built.
    state.context = instead;
    state.base = undefined;
    return undefined;
  }
  const pulls = state.baseName !== 'scratch' && !state.base ? 1 : 0;
  state.stepTotal = pulls + syntax.instructions.filter((each) => COUNTED.has(each.kind)).length;
  return undefined;
}

const COUNTED: ReadonlySet<string> = new Set(['run', 'copy', 'add', 'workdir']);

function readPlatform(
  session: Session,
  text: string,
  visit: { platform: FromPlatform | undefined; undefinedVars: UndefinedVariable[] },
): Platform | Failure {
  const { result, matched, unmatched, error } = expandIn(session, text, { env: session.globalArgs });
  visit.undefinedVars.push(...undeclared(session, unmatched));
  const parsed = parsePlatform(result);
  visit.platform = {
    value: result,
    matched: [...matched],
    unmatched: [...unmatched],
    parsed: error !== undefined || isFailure(parsed) ? undefined : parsed,
    target: getKey(session.globalArgs, 'TARGETPLATFORM') ?? '',
  };
  if (error !== undefined) return { failure: `failed to process arguments for platform ${result}: ${error}` };
  if (result !== '' && !isFailure(parsed)) return parsed;
  const known = mapEntries(session.globalArgs).map(([name]) => name);
  const hint = [...unmatched].map((name) => didYouMean(name, known)).find((found) => found !== '') ?? '';
  if (result === '') return { failure: `empty platform value from expression ${text}${hint}` };
  return { failure: `failed to parse platform ${text}: ${isFailure(parsed) ? parsed.failure : ''}${hint}` };
}

function undeclared(session: Session, unmatched: ReadonlySet<string>): UndefinedVariable[] {
  const { declaredGlobals, globalArgs } = session;
  const list = () => [...new Set([...declaredGlobals, ...mapEntries(globalArgs).map(([key]) => key)])];
  const size = declaredGlobals.size + globalArgs.size;
  return [...unmatched]
    .filter((name) => !declaredGlobals.has(name))
    .map((name) => undefinedVariable(session, name, { size, list }));
}
