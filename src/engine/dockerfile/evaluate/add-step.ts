import type { CopyStep, PlanStep, RunStep, StepSettings, WorkdirStep } from '../plan.ts';
import { shellOf, sortedRecord } from './config.ts';
import type { Context } from './context.ts';
import type { PersistentMap } from './persistent-map.ts';
import type { StageState } from './state.ts';

type Common = 'stage' | 'name' | 'line' | 'endLine' | 'onBuild' | 'instruction' | 'env' | 'settings';

/** What a kind of step has besides what all steps have. */
export type OwnFields = Omit<RunStep, Common> | Omit<CopyStep, Common> | Omit<WorkdirStep, Common>;

/**
 * Adds the step of an instruction; its environment is the stage's unless another is given. The environment is made when it
 * is read: every step has one, and most readers want few of them.
 */
export function addStep(
  { session, state, command }: Context,
  fields: OwnFields,
  step: { readonly name: string; readonly env?: PersistentMap<string> },
): void {
  const { name, env = state.env } = step;
  const { line, endLine } = command.location;
  const { instruction, onBuild } = command;
  const lazy = {
    get env() {
      return sortedRecord(env);
    },
  };
  const plain = { ...fields, stage: state.number, name, line, endLine, onBuild, instruction };
  session.steps.push(withSettings(Object.assign(lazy, plain), state));
}

/** Adds what is in force after a step, out of sight of the golden data, which has steps without it. */
export function withSettings(step: object, { cwd, config }: Pick<StageState, 'cwd' | 'config'>): PlanStep {
  const get = (): StepSettings => ({ user: config.user, cwd, shell: shellOf(config) });
  return Object.defineProperty(step, 'settings', { get }) as PlanStep;
}
