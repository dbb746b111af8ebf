import type { Proc } from '../kernel/processes/proc.ts';
import type { Machine } from '../kernel/machine.ts';
import type { Seldom } from './on-demand/index.ts';

/**
 * What few scripts need. Undefined where the system does not have it at hand: the run then ends at once, since whoever runs it fetches
 * that part and runs it again.
 */
export function seldom({ system, halt }: Machine): Seldom | undefined {
  const parts = system.seldom?.();
  if (!parts) halt('a part of the shell is not at hand');
  return parts;
}

/** Makes the files about processes and the control group if one of `paths` may lead to them: nothing is made there before. */
export function beforeLooking(machine: Machine, proc: Proc, paths: readonly string[]): void {
  if (paths.some((path) => MADE.test(path))) seldom(machine)?.showProcesses(machine, proc);
}

const MADE = /\/proc|\/sys\/fs|\/etc\/mtab/;
