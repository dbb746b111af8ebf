import { relative } from 'node:path';
import { contentFolder, scaffoldExercise } from '../../content/compile/index.ts';
import { usageError } from '../command.ts';
import type { Command } from '../command.ts';
import { readFlags } from '../flags.ts';

export default {
  summary: 'create the folder of a new exercise',
  usage: `new exercise LESSON/NAME

The scaffold builds; verify says what is still missing.`,
  async run(args, io) {
    const [what, id = ''] = readFlags(args, {}, ['exercise', 'LESSON/NAME']).positionals;
    if (what !== 'exercise') throw usageError(`cannot create a new ${what}; only an exercise`);
    try {
      const folder = scaffoldExercise(contentFolder(io.cwd), id);
      await io.out(`${relative(io.cwd, folder)}\nNext: npm run -s drydock -- verify ${id}\n`);
      return 0;
    } catch (error) {
      if (error instanceof Error && error.name === 'ContentError') throw usageError(error.message);
      throw error;
    }
  },
} satisfies Command;
