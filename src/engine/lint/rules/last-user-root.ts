import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3002.hs: the last USER of each stage counts; no USER at all is not reported.
export default defineRule({
  name: 'DL3002',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'End a stage with a user that is not root.',
  why: 'The last USER is the one the container starts with. A process that runs as root in a container is root for every bug in the kernel and for every mounted file.',
  *check({ dockerfile }) {
    for (const { instructions } of dockerfile.stages) {
      const last = instructions.flatMap((instruction) => (instruction.kind === 'user' ? [instruction] : [])).at(-1);
      if (last && /^(?:root|0)(?::|$)/.test(last.value.value)) {
        yield at(
          last.node,
          'Name a user without privileges after the steps that need root: the last USER of this stage is root.',
          {
            span: last.value.span,
          },
        );
      }
    }
  },
  bad: ['FROM alpine:3.22\nUSER [|root|]\n', 'FROM alpine:3.22\nUSER app\nUSER [|0:0|]\n'],
  good: ['FROM alpine:3.22\nUSER root\nRUN apk upgrade\nUSER 10001\n', 'FROM alpine:3.22\nRUN true\n'],
});
