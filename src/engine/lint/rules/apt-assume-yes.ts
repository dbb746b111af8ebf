import { calls, commandsOf, hasFlag, runsOf, wordOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3014.hs
export default defineRule({
  name: 'DL3014',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Give apt-get install the flag -y.',
  why: 'There is nobody to answer the question: without -y the step ends with "Abort." and exit code 1.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const command of commandsOf(run)) {
        const verb = 'install';
        if (
          !calls(command, 'apt-get', [verb]) ||
          hasFlag(command, 'y', 'yes', 'assume-yes', 'qq') ||
          command.words.filter(({ text }) => text === '-q').length > 1
        )
          continue;
        const word = wordOf(command, verb);
        if (!word) continue;
        const behind = { start: word.span.end, end: word.span.end };
        yield at(run.node, 'Add -y: apt-get asks before it installs, and a build has nobody to answer.', {
          span: word.span,
          fixes: [{ title: 'Add -y', edits: [{ span: behind, text: ' -y' }] }],
        });
      }
    }
  },
  bad: ['FROM debian:13\nRUN apt-get update && apt-get [|install|] curl=8.*\n'],
  good: ['FROM debian:13\nRUN apt-get install -y curl=8.*\n', 'FROM debian:13\nRUN apt-get -qqy install curl=8.*\n'],
});
