import { contentFolder, subjects } from '../../content/compile/index.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../../engine/builder/index.ts';
import { didYouMean } from '../../engine/dockerfile/index.ts';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { usageError } from '../command.ts';
import type { Command } from '../command.ts';
import { readFlags } from '../flags.ts';

export default {
  summary: 'prove that exercises and lessons can be published',
  usage: `verify [EXERCISE | LESSON]

Without a name everything is verified. Names are those of addresses: multi-stage-builds/two-targets.`,
  async run(args, io) {
    const [name] = readFlags(args, {}, args.slice(0, 1)).positionals;
    const all = subjects(contentFolder(io.cwd));
    const chosen = all.filter(({ id }) => name === undefined || id === name || id.startsWith(`${name}/`));
    if (name !== undefined && chosen.length === 0)
      throw usageError(
        `there is no exercise or lesson ${name}${didYouMean(
          name,
          all.map(({ id }) => id),
        )}`,
      );
    const world = createWorld(allImages, allPackages, await shellWithJavaScript());
    let wrong = 0;
    for (const subject of chosen) {
      const problems = await subject.verify(world);
      if (problems.length) wrong++;
      await io.out(`${problems.length ? '✗' : '✓'} ${subject.id}\n${problems.map((line) => `  ${line}\n`).join('')}`);
    }
    await io.out(`${chosen.length - wrong} of ${chosen.length} can be published\n`);
    return wrong === 0 ? 0 : 1;
  },
} satisfies Command;
