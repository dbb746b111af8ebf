import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3066.hs; names made of variables are left alone. The refusal by Kubernetes:
// facts.md, 8.1-6 (runAsNonRoot and a name).
export default defineRule({
  name: 'DL3066',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Give USER a number.',
  why: 'A name is looked up in the image; who starts the container sees a word only. Kubernetes refuses a named user under runAsNonRoot because it cannot tell that it is not root.',
  *check({ dockerfile }) {
    for (const { instructions } of dockerfile.stages) {
      for (const instruction of instructions) {
        if (instruction.kind !== 'user') continue;
        const name = instruction.value.value.split(':')[0] ?? '';
        if (/^\d*$/.test(name) || name.includes('$') || name === 'root') continue;
        yield at(
          instruction.node,
          `Write the number of ${name}, for example USER 10001: outside the image the name means nothing.`,
          { span: instruction.value.span },
        );
      }
    }
  },
  bad: ['FROM node:24-alpine\nUSER [|node|]\n'],
  good: ['FROM node:24-alpine\nUSER 1000\n', 'FROM node:24-alpine\nUSER 1000:1000\n'],
});
