import { commandsOf, runsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3003.hs
export default defineRule({
  name: 'DL3003',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Change the folder with WORKDIR, not with cd.',
  why: 'A cd ends with its RUN line; the next instruction starts in the old folder again. WORKDIR holds for all that follows and shows in the image.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      const cd = commandsOf(run).find(({ name }) => name === 'cd');
      if (cd)
        yield at(run.node, 'Use WORKDIR: the effect of cd ends with this RUN.', {
          span: cd.words[0]?.span ?? run.node.keyword.span,
        });
    }
  },
  bad: ['FROM alpine:3.22\nRUN [|cd|] /src && make\n'],
  good: ['FROM alpine:3.22\nWORKDIR /src\nRUN make\n', "FROM alpine:3.22\nRUN echo 'cd /src'\n"],
});
