import { commandsOf, runsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3004.hs
export default defineRule({
  name: 'DL3004',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Do without sudo in RUN.',
  why: 'RUN starts as the user that USER names, root at first. sudo adds a setuid program that ships with the image and hands signals on in its own way; switching USER around the step does the same without it.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      const sudo = commandsOf(run).find(({ name }) => name === 'sudo');
      if (sudo)
        yield at(
          run.node,
          'Put USER root before this step and the old USER after it: sudo is one more setuid program in the image.',
          { span: sudo.words[0]?.span ?? run.node.keyword.span },
        );
    }
  },
  bad: ['FROM debian:13\nRUN [|sudo|] apt-get update\n'],
  good: ['FROM debian:13\nUSER root\nRUN apt-get update\nUSER 1000\n'],
});
