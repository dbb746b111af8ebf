import { parsedNodes } from '../visits.ts';
import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/instructions/parse.go
export default defineRule({
  name: 'MaintainerDeprecated',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Name the author in a label.',
  why: 'MAINTAINER is deprecated; the label org.opencontainers.image.authors says the same and tools read it.',
  *check(input) {
    for (const node of parsedNodes(input, true)) {
      if (node.name !== 'maintainer') continue;
      const [name = node.keyword] = node.args;
      const text = `LABEL org.opencontainers.image.authors=${JSON.stringify(name.value)}`;
      const span = { start: node.keyword.span.start, end: name.span.end };
      const fixes = /["\\$\n]/.test(name.value) ? [] : [{ title: 'Use a label', edits: [{ span, text }] }];
      yield at(node, 'Maintainer instruction is deprecated in favor of using label', { fixes });
    }
  },
  bad: ['FROM alpine:3.22\n[|MAINTAINER|] me@example.com\n'],
  good: ['FROM alpine:3.22\nLABEL org.opencontainers.image.authors="me@example.com"\n'],
});
