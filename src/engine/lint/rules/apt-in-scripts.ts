import { commandsOf, runsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

const SAME_IN_APT_GET = /^(?:update|install|upgrade|remove|purge|autoremove|clean|autoclean)$/;

// hadolint/hadolint src/Hadolint/Rule/DL3027.hs
export default defineRule({
  name: 'DL3027',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Use apt-get in a Dockerfile, not apt.',
  why: 'apt is made for people at a terminal and says so itself: its command line may change between releases. apt-get keeps it stable.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const { name, words } of commandsOf(run)) {
        const word = words[0];
        if (name !== 'apt' || !word) continue;
        const verb = words.find(({ text }, index) => index > 0 && !text.startsWith('-'));
        const fixes = SAME_IN_APT_GET.test(verb?.text ?? '')
          ? [{ title: 'Use apt-get', edits: [{ span: word.span, text: 'apt-get' }] }]
          : [];
        yield at(run.node, 'Use apt-get: the command line of apt is not kept stable for scripts.', {
          span: word.span,
          fixes,
        });
      }
    }
  },
  bad: ['FROM debian:13\nRUN [|apt|] update\n'],
  good: ['FROM debian:13\nRUN apt-get update\n', 'FROM debian:13\nRUN apt-cache policy curl\n'],
});
