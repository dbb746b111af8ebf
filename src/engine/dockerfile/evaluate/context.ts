import type { ExpandOptions } from '../expand.ts';
import type { PlanHistory, Visit } from '../plan.ts';
import { getKey, mapEntries } from './persistent-map.ts';
import type { Command, Failure, Session, StageState } from './state.ts';
import { expandIn, undefinedVariable } from './words.ts';
import type { UndefinedVariable } from './words.ts';

/** One instruction being executed in its stage. */
export interface Context {
  readonly session: Session;
  readonly state: StageState;
  readonly command: Command;
  readonly undefinedVars: UndefinedVariable[];
  /** Names in `undefinedVars`: each is reported once. */
  readonly noted: Set<string>;
  readonly expanded: Record<string, readonly string[]>;
}

/** Arguments that never become variables (moby/buildkit convert.go `nonEnvArgs`). */
export const NOT_IN_ENV: ReadonlySet<string> = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

/** Begins an instruction: what lint rules read is there even if the instruction fails. */
export function visit(session: Session, state: StageState, command: Command): Context {
  const context: Context = { session, state, command, undefinedVars: [], noted: new Set(), expanded: {} };
  const entry: Visit = {
    stage: state.number,
    instruction: command.instruction,
    onBuild: command.onBuild,
    ...command.location,
    undefinedVars: context.undefinedVars,
    expanded: context.expanded,
    workdirBefore: state.workdirSet ? state.config.workingDir : '',
    shellSet: state.config.shell.length > 0,
  };
  session.visits.push(entry);
  return context;
}

/** Expands one argument with the variables of the stage and notes those that are not defined. */
export function expandWord(context: Context, word: string, options: ExpandOptions = {}): string | Failure {
  const { result, unmatched, error } = expandIn(context.session, word, { env: context.state.env, ...options });
  noteUndefined(context, unmatched);
  return error === undefined ? result : { failure: error };
}

/** Notes variables that no ENV sets and no ARG declares. */
function noteUndefined(context: Context, names: ReadonlySet<string>): void {
  const { args, env } = context.state;
  for (const name of names) {
    if (context.noted.has(name) || NOT_IN_ENV.has(name) || getKey(args, name) !== undefined) continue;
    context.noted.add(name);
    const list = () => mapEntries(env).map(([key]) => key);
    context.undefinedVars.push(undefinedVariable(context.session, name, { size: env.size, list }));
  }
}

/** Expands several arguments; stops at the first that fails. */
export function expandAll(context: Context, words: readonly string[]): string[] | Failure {
  const results: string[] = [];
  for (const word of words) {
    const result = expandWord(context, word);
    if (typeof result !== 'string') return result;
    results.push(result);
  }
  return results;
}

/** Adds what `docker history` shows. */
export function remember(context: Context, item: PlanHistory): void {
  context.state.history = { before: context.state.history, item };
}
