import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'DuplicateStageName',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Give every stage a name of its own.',
  why: 'With two stages of one name, COPY --from and --target find the later one only; the earlier becomes unreachable by name.',
  notInline: true,
  *check({ dockerfile }) {
    if (dockerfile.error) return;
    const seen = new Set<string>();
    for (const { from, name } of dockerfile.stages) {
      if (name && seen.has(name)) {
        yield at(from.node, `Duplicate stage name "${name}", stage names should be unique`, {
          span: from.alias?.span ?? from.node.keyword.span,
        });
      }
      if (name) seen.add(name);
    }
  },
  bad: ['FROM debian:13 AS build\nFROM golang:1.26 AS [|build|]\n'],
  good: ['FROM debian:13 AS base\nFROM golang:1.26 AS build\n'],
});
