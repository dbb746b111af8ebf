import { lower, upper } from '../../dockerfile/index.ts';
import { parsedNodes } from '../visits.ts';
import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/instructions/parse.go
export default defineRule({
  name: 'FromAsCasing',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Spell FROM and AS in the same case.',
  why: 'Mixed case reads as if the two words were of different kinds; one convention keeps a file searchable.',
  *check(input) {
    for (const node of parsedNodes(input, true)) {
      // BuildKit looks at the second word before it counts them: `FROM a as b c` has this finding and is an error.
      const as = node.name === 'from' && node.args.length >= 3 ? node.args[1] : undefined;
      const from = node.keyword.value;
      if (!as || (from !== upper(from) && from !== lower(from))) continue;
      const wanted = from === lower(from) ? lower(as.value) : upper(as.value);
      if (as.value === wanted) continue;
      yield at(node, `'${as.value}' and '${from}' keywords' casing do not match`, {
        span: as.span,
        fixes: [{ title: `Write ${wanted}`, edits: [{ span: as.span, text: wanted }] }],
      });
    }
  },
  bad: ['FROM alpine:3.22 [|as|] builder\n', 'from alpine:3.22 [|AS|] builder\n'],
  good: ['FROM alpine:3.22 AS builder\n', 'from alpine:3.22 as builder\n', 'From alpine:3.22 as builder\n'],
});
