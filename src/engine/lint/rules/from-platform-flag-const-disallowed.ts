import { quote } from '../../dockerfile/index.ts';
import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'FromPlatformFlagConstDisallowed',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Choose the platform with docker build --platform, not with a constant in FROM.',
  why: 'A constant builds for one platform whatever is asked for; a multi-platform build then ships the same image under several names.',
  *check({ evaluation }) {
    for (const { instruction, platform } of evaluation.fromVisits) {
      const flag = instruction.platform;
      if (!flag || !platform?.parsed || platform.matched.length + platform.unmatched.length > 0) continue;
      const name = instruction.alias?.value.toLowerCase() ?? '';
      if (name.includes(platform.parsed.os) || name.includes(platform.parsed.architecture)) continue;
      yield at(instruction.node, `FROM --platform flag should not use constant value ${quote(platform.value)}`, {
        span: flag.span,
      });
    }
  },
  bad: ['FROM [|--platform=linux/amd64|] alpine:3.22 AS base\n'],
  good: [
    'FROM alpine:3.22 AS base\n',
    'FROM --platform=$BUILDPLATFORM alpine:3.22\n',
    'FROM --platform=linux/amd64 alpine:3.22 AS build_amd64\n',
  ],
});
