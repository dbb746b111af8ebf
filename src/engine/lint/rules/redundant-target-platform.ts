import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'RedundantTargetPlatform',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Leave out --platform=$TARGETPLATFORM.',
  why: 'A stage is built for the target platform anyway; the flag only makes readers look for a reason.',
  *check({ evaluation }) {
    for (const { instruction, platform } of evaluation.fromVisits) {
      const flag = instruction.platform;
      if (!flag || !platform || platform.matched.length !== 1 || platform.unmatched.length > 0) continue;
      if (platform.matched[0] !== 'TARGETPLATFORM' || platform.value !== platform.target) continue;
      const message = `Setting platform to predefined ${flag.value} in FROM is redundant as this is the default behavior`;
      const whole = { start: flag.span.start, end: instruction.base.span.start };
      yield at(instruction.node, message, {
        span: flag.span,
        fixes: [{ title: 'Remove the flag', edits: [{ span: whole, text: '' }] }],
      });
    }
  },
  bad: ['FROM [|--platform=$TARGETPLATFORM|] alpine:3.22\n'],
  good: ['FROM alpine:3.22\n', 'FROM --platform=$BUILDPLATFORM alpine:3.22\n'],
});
