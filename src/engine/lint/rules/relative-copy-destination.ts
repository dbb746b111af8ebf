import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3045.hs. The working folder of a base image counts for hadolint only when it is
// a stage of the same file; so it is here.
export default defineRule({
  name: 'DL3045',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Set WORKDIR before copying to a relative destination.',
  why: 'A relative destination starts from the working folder of the base image, which that image may change.',
  *check({ dockerfile }) {
    const set = new Set<string>();
    for (const { from, name, instructions } of dockerfile.stages) {
      let known = set.has(from.base.value);
      for (const instruction of instructions) {
        if (instruction.kind === 'workdir') known = true;
        if (instruction.kind !== 'copy' || known) continue;
        const { dest, node } = instruction;
        if (/^["']?(?:\/|\$|[A-Za-z]:[\\/])/.test(dest.value)) continue;
        yield at(
          node,
          `Set WORKDIR first or use an absolute path: where ${dest.value} lands depends on the base image.`,
          { span: dest.span },
        );
      }
      if (name && known) set.add(name);
    }
  },
  bad: ['FROM node:24-alpine\nCOPY package.json [|./|]\n'],
  good: [
    'FROM node:24-alpine\nWORKDIR /app\nCOPY package.json ./\n',
    'FROM node:24-alpine\nCOPY package.json /app/\n',
    'FROM node:24-alpine AS a\nWORKDIR /app\nFROM a\nCOPY x y\n',
  ],
});
