import { calls, commandsOf, runsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL4005.hs
export default defineRule({
  name: 'DL4005',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Change the shell of RUN with SHELL, not by replacing /bin/sh.',
  why: 'Other programs of the image call /bin/sh and expect the shell it came with. SHELL changes only what RUN, CMD and ENTRYPOINT use.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      const link = commandsOf(run).find((command) => calls(command, 'ln', ['/bin/sh']));
      if (link)
        yield at(run.node, 'Use SHELL ["/bin/bash", "-c"]: scripts of the image rely on the /bin/sh it came with.', {
          span: link.words[0]?.span ?? run.node.keyword.span,
        });
    }
  },
  bad: ['FROM debian:13\nRUN [|ln|] -sf /bin/bash /bin/sh\n'],
  good: ['FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN true\n'],
});
