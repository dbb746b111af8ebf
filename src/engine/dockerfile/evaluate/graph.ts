import { quote } from '../go-text.ts';
import type { CopyInstruction, Instruction, RunInstruction } from '../syntax.ts';
import { addState, newState } from './from-lines.ts';
import { parseInteger } from './go-values.ts';
import { locationOf, mergeLocations, NOWHERE } from './location.ts';
import { emptyMap } from './persistent-map.ts';
import { isFailure } from './state.ts';
import type { Command, Failure, Location, Session, StageState } from './state.ts';
import { didYouMean } from '../suggest.ts';
import { expandIn } from './words.ts';

/** The stage that --target names (any case), or the last one. */
export function findTarget(session: Session): StageState | Failure {
  const { target } = session.options;
  const last = session.states.at(-1);
  if (!target && last) return last;
  const name = target ?? '';
  const found = session.byName.get(name.toLowerCase());
  if (found) return found;
  return { failure: `target stage ${quote(name)} could not be found${didYouMean(name, stageNames(session))}` };
}

/** Names that step names show, for suggestions. */
export function stageNames(session: Session): string[] {
  return session.states.map((state) => state.name).filter((name) => name !== '');
}

/** Connects every stage with the stages and images that its COPY --from and mounts use. */
export function connectStages(session: Session): Failure | undefined {
  for (const [index, syntax] of session.dockerfile.stages.entries()) {
    const state = session.states[index];
    if (!state) continue;
    for (const instruction of syntax.instructions) {
      const command = makeCommand(session, instruction, { location: locationOf(instruction.node), onBuild: false });
      if (isFailure(command)) return command;
      state.commands.push(command);
      connectSources(session, state, command);
    }
  }
  return undefined;
}

/** An instruction with its sources looked up; failures have no position, as in BuildKit. */
export function makeCommand(
  session: Session,
  instruction: Instruction,
  where: { readonly location: Location; readonly onBuild: boolean },
): Command | Failure {
  if (instruction.kind === 'run') return { instruction, ...where, sources: mountSources(session, instruction) };
  if (instruction.kind !== 'copy' && instruction.kind !== 'add') return { instruction, ...where, sources: [] };
  const source = copySource(session, instruction, where.location);
  if (isFailure(source)) return source;
  return { instruction, ...where, sources: source ? [source] : [] };
}

/** Notes which stages a command needs; images that no stage has built yet become stages of their own. */
export function connectSources(session: Session, state: StageState, command: Command): void {
  for (const source of command.sources) {
    if (!source) continue;
    state.deps.set(source, command.location);
    if (source.index === -1) addState(session, source, undefined);
  }
}

function copySource(
  session: Session,
  instruction: CopyInstruction,
  location: Location,
): StageState | Failure | undefined {
  const from = instruction.from?.value ?? '';
  if (from === '' || instruction.kind === 'add') return undefined;
  const { result, error } = expandIn(session, from, { env: emptyMap() });
  if (error !== undefined) return { failure: error };
  if (result !== from)
    return {
      failure:
        'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround',
    };
  const index = parseInteger(from);
  if (index === undefined)
    return (
      session.byName.get(from.toLowerCase()) ?? newState(session, from, { from: undefined, location, implicit: true })
    );
  return session.states[Number(index)] ?? { failure: `invalid stage index ${index}` };
}

/**
 * A mount without `from` has the empty image as its source here, whatever its type turns out to be: so a file with one
 * stage and such a mount counts as having two (reference/buildkit.md, section 4).
 */
function mountSources(session: Session, instruction: RunInstruction): StageState[] {
  return instruction.mounts.map((mount) => {
    const from = mount.from || 'scratch';
    const found = session.byName.get(from.toLowerCase());
    if (found) return found;
    return newState(session, from, { from: undefined, location: NOWHERE, implicit: true });
  });
}

/** A stage that needs itself through COPY --from or mounts. */
export function findCycle(session: Session): Failure | undefined {
  const visited = new Set<StageState>();
  for (const root of session.states) {
    const path = cycleFrom(root, visited);
    if (path) {
      return {
        failure: `circular dependency detected on stage: ${root.name}`,
        location: mergeLocations(path),
      };
    }
  }
  return undefined;
}

interface Frame {
  readonly state: StageState;
  readonly waiting: Iterator<[StageState, Location]>;
  /** The instruction that led here; undefined for the first stage. */
  readonly via: Location | undefined;
}

/** Instructions from `root` to the one that closes a circle; a stack instead of recursion. */
function cycleFrom(root: StageState, visited: Set<StageState>): Location[] | undefined {
  if (visited.has(root)) return undefined;
  const stack: Frame[] = [];
  const onPath = new Set<StageState>();
  const enter = (state: StageState, via: Location | undefined) => {
    visited.add(state);
    onPath.add(state);
    stack.push({ state, waiting: state.deps.entries(), via });
  };
  enter(root, undefined);
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const next = frame.waiting.next();
    if (next.done) {
      onPath.delete(frame.state);
      stack.pop();
    } else {
      const [dependency, location] = next.value;
      if (onPath.has(dependency)) return [...stack.flatMap((each) => each.via ?? []), location];
      if (!visited.has(dependency)) enter(dependency, location);
    }
  }
  return undefined;
}

/** Marks stages as needed, with everything they need; what is marked already is not looked at again. */
export function markReachable(stages: readonly StageState[]): void {
  const waiting: StageState[] = [];
  const mark = (state: StageState) => {
    if (!state.reachable) waiting.push(state);
    state.reachable = true;
  };
  const markNeeded = (state: StageState) => {
    if (state.base) mark(state.base);
    for (const dependency of state.deps.keys()) mark(dependency);
  };
  for (const state of stages) {
    state.reachable = true;
    markNeeded(state);
  }
  for (let state = waiting.pop(); state; state = waiting.pop()) markNeeded(state);
}
