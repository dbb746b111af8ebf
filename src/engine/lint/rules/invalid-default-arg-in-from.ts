import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'InvalidDefaultArgInFrom',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Give an ARG in FROM a default that makes a valid image name.',
  why: 'Without --build-arg the name ends up empty or broken and the build stops at its first line; a default keeps `docker build .` working.',
  notInline: true,
  *check({ evaluation }) {
    for (const { instruction, valid } of evaluation.defaultNames) {
      if (valid) continue;
      const message = `Default value for ARG ${instruction.base.value} results in empty or invalid base image name`;
      yield at(instruction.node, message, { span: instruction.base.span });
    }
  },
  bad: ['ARG TAG\nFROM [|busybox:${TAG}|]\n'],
  good: ['ARG TAG=1.37\nFROM busybox:${TAG}\n', 'ARG TAG\nFROM busybox:${TAG:-1.37}\n'],
});
