import type { JsSlot } from './js/runtime.ts';
import { repositoryFiles } from './models/git/repository.ts';
import { runProgram } from './program.ts';
import { runTogether } from './together.ts';
import type { Commands, Shell } from './system.ts';

/** What a shell plays programs with. */
export interface Programs {
  /** Commands beyond the everyday ones. */
  readonly commands: Commands;
  /** What runs JavaScript; without it programs of node are only recognised. */
  readonly js?: JsSlot;
}

/** The shell that a world is made with. */
export function shellWith(programs: Programs): Shell {
  return {
    runProgram: (system, argv, options) => runProgram({ ...system, ...programs }, argv, options),
    runTogether: (companions) =>
      runTogether(companions.map((one) => ({ ...one, system: { ...one.system, ...programs } }))),
    repositoryFiles,
  };
}
