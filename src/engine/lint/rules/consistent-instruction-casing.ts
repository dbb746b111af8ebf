import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'ConsistentInstructionCasing',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Spell all instructions in one case.',
  why: 'Docker reads both; a file that mixes them is harder to read and to search.',
  notInline: true,
  *check({ dockerfile }) {
    if (dockerfile.error) return;
    const nodes = dockerfile.stages.flatMap(({ from, instructions }) => [
      from.node,
      ...instructions.map(({ node }) => node),
    ]);
    const words = nodes.map(({ keyword }) => keyword.value);
    const lower = words.filter((word) => word === word.toLowerCase()).length;
    const upper = words.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase()).length;
    const majority = lower > upper ? 'lowercase' : 'uppercase';
    for (const node of nodes) {
      const word = node.keyword.value;
      const wanted = majority === 'lowercase' ? word.toLowerCase() : word.toUpperCase();
      if (word === wanted) continue;
      yield at(node, `Command '${word}' should match the case of the command majority (${majority})`, {
        fixes: [{ title: `Write ${wanted}`, edits: [{ span: node.keyword.span, text: wanted }] }],
      });
    }
  },
  bad: ['FROM alpine:3.22\n[|run|] a\nRUN b\n', 'from alpine:3.22\nrun a\n[|RUN|] b\n'],
  good: ['FROM alpine:3.22\nRUN a\n', 'from alpine:3.22\nrun a\n'],
});
