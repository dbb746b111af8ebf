import type { JsSlot } from '../js-runtime.ts';
import { coreNames } from '../../programs/core-programs.ts';
import { startContainer } from './container.ts';
import { repositoryFiles } from '../../toolchains/git/repository.ts';
import { runProgram } from './run-to-end.ts';
import { runTogether } from './run-side-by-side.ts';
import type { Seldom } from '../../shell/on-demand/index.ts';
import type { Commands, Shell, System } from '../system.ts';

/** What a shell plays programs with. */
export interface Programs {
  /** Commands beyond the everyday ones. */
  readonly commands: Commands & { /** Their names and aliases. */ keys(): Iterable<string> };
  /** What few scripts need of the shell itself, once it is at hand. */
  seldom(): Seldom | undefined;
  /** What runs JavaScript; without it programs of node are only recognised. */
  readonly js?: JsSlot;
}

/** The shell that a world is made with. */
export function shellWith(programs: Programs): Shell {
  return {
    runProgram: (system, argv, options) => runProgram(equipped(system, programs), argv, options),
    runTogether: (companions) =>
      runTogether(companions.map((one) => ({ ...one, system: equipped(one.system, programs) }))),
    startContainer: (system, argv, options) => startContainer(equipped(system, programs), argv, options),
    programs: [...new Set([...coreNames(), ...programs.commands.keys()])],
    repositoryFiles,
  };
}

/** The system with what programs are played by; commands of its own (`docker` of a host) go first. */
function equipped(system: System, programs: Programs): System {
  const own = system.commands;
  if (!own) return { ...system, ...programs };
  return { ...system, ...programs, commands: { get: (name) => own.get(name) ?? programs.commands.get(name) } };
}
