import { calls, commandsOf, hasFlag, runsOf, wordOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3015.hs
export default defineRule({
  name: 'DL3015',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Install Debian packages without their recommendations.',
  why: 'apt installs what a package merely recommends as well: for git that is 98 MB or more of packages the image rarely needs.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const command of commandsOf(run)) {
        const verb = 'install';
        const off = command.words.some(({ text }) => /Install-Recommends=(?:false|0|no)/i.test(text));
        if (!calls(command, 'apt-get', [verb]) || hasFlag(command, 'no-install-recommends') || off) continue;
        const word = wordOf(command, verb);
        if (!word) continue;
        const behind = { start: word.span.end, end: word.span.end };
        yield at(run.node, 'Add --no-install-recommends: recommended packages come along otherwise.', {
          span: word.span,
          fixes: [
            { title: 'Add --no-install-recommends', edits: [{ span: behind, text: ' --no-install-recommends' }] },
          ],
        });
      }
    }
  },
  bad: ['FROM debian:13\nRUN apt-get update && apt-get [|install|] -y curl=8.*\n'],
  good: [
    'FROM debian:13\nRUN apt-get install -y --no-install-recommends curl=8.*\n',
    'FROM debian:13\nRUN apt-get -o APT::Install-Recommends=false install -y curl=8.*\n',
  ],
});
