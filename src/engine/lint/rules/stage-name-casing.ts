import { lower } from '../../dockerfile/index.ts';
import { parsedNodes } from '../visits.ts';
import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/instructions/parse.go
export default defineRule({
  name: 'StageNameCasing',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Write stage names in lower case.',
  why: 'BuildKit stores the name in lower case. FROM compares it as written, so `FROM Build` does not find the stage that `AS Build` made and asks the registry for an image.',
  *check(input) {
    for (const node of parsedNodes(input, true)) {
      const name = node.name === 'from' && node.args.length === 3 ? node.args[2] : undefined;
      if (!name || name.value === lower(name.value)) continue;
      yield at(node, `Stage name '${name.value}' should be lowercase`, {
        span: name.span,
        fixes: [
          {
            title: `Rename to ${lower(name.value)}`,
            edits: [{ span: name.span, text: lower(name.value) }],
          },
        ],
      });
    }
  },
  bad: ['FROM alpine:3.22 AS [|BuilderBase|]\n'],
  good: ['FROM alpine:3.22 AS builder-base\n'],
});
