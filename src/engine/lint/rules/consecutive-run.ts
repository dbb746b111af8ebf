import type { RunInstruction } from '../../dockerfile/syntax.ts';
import { commandsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

const flagsOf = (run: RunInstruction) => run.node.flags.map(({ text }) => text).join(' ');

// hadolint/hadolint src/Hadolint/Rule/DL3059.hs: RUN lines of more than two commands, or with other flags, are left alone.
export default defineRule({
  name: 'DL3059',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Think of joining RUN lines that follow each other.',
  why: 'Each RUN is a layer: what one writes and the next deletes still ships. Separate lines are right where the cache should be kept between them.',
  *check({ dockerfile }) {
    for (const { instructions } of dockerfile.stages) {
      let before: { flags: string; count: number } | undefined;
      for (const instruction of instructions) {
        if (instruction.kind !== 'run') {
          before = undefined;
          continue;
        }
        const now = { flags: flagsOf(instruction), count: commandsOf(instruction).length };
        if (before && before.flags === now.flags && now.count <= 2 && before.count <= 2) {
          yield at(
            instruction.node,
            'Join this RUN with the one above if nothing between them should stay cached: each makes a layer.',
          );
        } else before = now;
      }
    }
  },
  bad: ['FROM debian:13\nRUN apt-get update\n[|RUN|] apt-get upgrade -y\n'],
  good: [
    'FROM debian:13\nRUN a\nCOPY x /x\nRUN b\n',
    'FROM debian:13\nRUN a && b && c\nRUN d && e && f\n',
    'FROM debian:13\nRUN a\nRUN --network=none b\n',
  ],
});
