import type { WordInstruction } from '../syntax.ts';
import { addStep } from './add-step.ts';
import { withPath } from './config.ts';
import { expandWord, remember, visit } from './context.ts';
import type { Context } from './context.ts';
import { copyFiles, expandName } from './copy.ts';
import { inherit } from './environment.ts';
import { resolvePath } from './go-path.ts';
import { runCommand } from './run.ts';
import { addVolumes, declareArgs, exposePorts, setCommand, setHealthcheck, setPairs, setWord } from './settings.ts';
import { isSignal } from './signal-names.ts';
import { COST_OF_INSTRUCTION, TOO_LARGE } from './limits.ts';
import type { Failure, Session, StageState } from './state.ts';
import { stepName, upperFirst } from './step-name.ts';

/** Walks through the instructions of all stages that are needed, in order. */
export function dispatchStages(session: Session): Failure | undefined {
  for (const state of session.states) {
    if (!session.options.allStages && (!state.reachable || state.dispatched)) continue;
    beginStage(session, state);
    for (const command of state.commands) {
      session.budget -= COST_OF_INSTRUCTION;
      if (session.budget < 0) return { failure: TOO_LARGE, location: command.location };
      const failure = dispatch(visit(session, state, command));
      if (failure) return { location: command.location, ...failure };
    }
  }
  return undefined;
}

function beginStage(session: Session, state: StageState): void {
  if (state.base) state.config = { ...state.base.config, onBuild: undefined };
  else if (state.triggersRead) state.config = { ...state.config, onBuild: undefined };
  state.platform = state.base ? state.base.platform : state.platform;
  state.dispatched = true;
  state.platform ??= session.targetPlatform;
  state.config = withPath(state.config, state.platform.os);
  inherit(state);
  state.platform ??= session.targetPlatform;
  const { workingDir } = state.config;
  if (workingDir !== '') setWorkingDirectory(state, workingDir);
}

function setWorkingDirectory(state: StageState, path: string): void {
  state.cwd = resolvePath(state.config.workingDir, path, false);
  state.config = { ...state.config, workingDir: state.cwd };
}

function dispatch(context: Context): Failure | undefined {
  const { instruction } = context.command;
  switch (instruction.kind) {
    case 'env':
    case 'label':
      return setPairs(context, instruction);
    case 'arg':
      return declareArgs(context, instruction);
    case 'cmd':
    case 'entrypoint':
    case 'shell':
      return setCommand(context, instruction);
    case 'run':
      return runCommand(context, instruction);
    case 'copy':
    case 'add':
      return copyFiles(context, instruction);
    case 'expose':
      return exposePorts(context, instruction);
    case 'volume':
      return addVolumes(context, instruction);
    case 'healthcheck':
      return setHealthcheck(context, instruction);
    case 'user':
    case 'workdir':
    case 'stopsignal':
    case 'maintainer':
      return dispatchWord(context, instruction);
    case 'onbuild': {
      const { state } = context;
      state.config = { ...state.config, onBuild: { before: state.config.onBuild, item: instruction.expression } };
      return undefined;
    }
    case 'from':
      return undefined;
  }
}

function dispatchWord(context: Context, instruction: WordInstruction): Failure | undefined {
  if (instruction.kind === 'maintainer') {
    setWord(context, instruction.value.value, (config) => config);
    return undefined;
  }
  const value = expandWord(context, instruction.value.value);
  if (typeof value !== 'string') return value;
  if (instruction.kind === 'workdir') changeDirectory(context, value);
  else if (instruction.kind === 'user') setWord(context, value, (config) => ({ ...config, user: value }));
  else if (!isSignal(value)) return { failure: `invalid signal: ${value}` };
  else setWord(context, value, (config) => ({ ...config, stopSignal: value }));
  return undefined;
}

/** WORKDIR; the root makes no step, because it is always there. */
function changeDirectory(context: Context, path: string): void {
  const { state, command } = context;
  context.expanded['path'] = [path];
  setWorkingDirectory(state, path);
  state.workdirSet = true;
  const { cwd } = state;
  if (cwd !== '/') {
    const name = stepName(state, upperFirst(expandName(context)), command.onBuild);
    addStep(context, { kind: 'workdir', path: cwd, user: state.config.user }, { name });
  }
  remember(context, cwd === '/' ? { createdBy: `WORKDIR ${cwd}`, empty: true } : { createdBy: `WORKDIR ${cwd}` });
}
