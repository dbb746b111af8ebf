import { calls, commandsOf, hasFlag, runsOf, wordOf, hasCacheMount } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3019.hs; a cache mount is accepted here too.
export default defineRule({
  name: 'DL3019',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Give apk add the flag --no-cache.',
  why: 'Without it apk keeps its index below /var/cache/apk, in this layer for good. A cache mount there does as well.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const command of commandsOf(run)) {
        const verb = 'add';
        if (
          !calls(command, 'apk', [verb]) ||
          hasFlag(command, 'no-cache') ||
          hasCacheMount(run, '/var/cache/apk') ||
          hasCacheMount(run, '/etc/apk/cache')
        )
          continue;
        const word = wordOf(command, verb);
        if (!word) continue;
        const behind = { start: word.span.end, end: word.span.end };
        yield at(run.node, 'Add --no-cache: the package index stays in the layer otherwise.', {
          span: word.span,
          fixes: [{ title: 'Add --no-cache', edits: [{ span: behind, text: ' --no-cache' }] }],
        });
      }
    }
  },
  bad: ['FROM alpine:3.22\nRUN apk [|add|] curl~8\n'],
  good: [
    'FROM alpine:3.22\nRUN apk add --no-cache curl~8\n',
    'FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache/apk apk add curl~8\n',
  ],
});
