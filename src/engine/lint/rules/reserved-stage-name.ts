import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'ReservedStageName',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Name no stage scratch or context.',
  why: 'Both words mean something else after FROM and --from; which of the two is meant cannot be seen any more.',
  notInline: true,
  *check({ dockerfile }) {
    if (dockerfile.error) return;
    for (const { from, name } of dockerfile.stages) {
      if (name !== 'scratch' && name !== 'context') continue;
      yield at(from.node, `Stage name should not use the same name as reserved stage "${name}"`, {
        span: from.alias?.span ?? from.node.keyword.span,
      });
    }
  },
  bad: ['FROM alpine:3.22 AS [|scratch|]\n'],
  good: ['FROM alpine:3.22 AS files\n'],
});
