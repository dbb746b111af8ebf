import { commandsOf, hasFlag, runsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3047.hs
export default defineRule({
  name: 'DL3047',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Keep the progress bar of wget out of the build log.',
  why: 'Without a terminal wget prints a line for every 50 kB: a 100 MB download fills the log with 2,000 lines.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const command of commandsOf(run)) {
        const word = command.words[0];
        if (
          command.name !== 'wget' ||
          !word ||
          hasFlag(command, 'progress', 'q', 'quiet', 'o', 'output-file', 'a', 'append-output', 'no-verbose')
        )
          continue;
        if (command.words.some(({ text }) => text === '-nv')) continue;
        yield at(run.node, 'Add -q, or --progress=dot:giga with GNU wget: its progress lines fill the log.', {
          span: word.span,
          fixes: [{ title: 'Add -q', edits: [{ span: { start: word.span.end, end: word.span.end }, text: ' -q' }] }],
        });
      }
    }
  },
  bad: ['FROM alpine:3.22\nRUN [|wget|] https://example.com/a.tar.gz\n'],
  good: [
    'FROM alpine:3.22\nRUN wget -q https://example.com/a.tar.gz\n',
    'FROM debian:13\nRUN wget --progress=dot:giga https://example.com/a\n',
    'FROM debian:13\nRUN wget -nv https://example.com/a\n',
  ],
});
