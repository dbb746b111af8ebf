import type { CommandInstruction } from '../../dockerfile/syntax.ts';
import { commandsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

/** True when SHELL sets pipefail, or is a shell without pipes of this kind (PowerShell, cmd). */
function handlesPipes(shell: CommandInstruction): boolean {
  const words = shell.command.map(({ value }) => value);
  return (
    words.some((word) => word === 'pipefail' || /pipefail/.test(word)) ||
    /^(?:pwsh|powershell|cmd)/i.test(words[0] ?? '')
  );
}

// hadolint/hadolint src/Hadolint/Rule/DL4006.hs; `set -o pipefail` inside the RUN counts here as well.
export default defineRule({
  name: 'DL4006',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Let a pipe fail when its first part fails.',
  why: 'The exit code of a pipe is that of its last command. `wget … | tar x` succeeds with half a download unless pipefail is set, which dash before Debian 13 does not know: then SHELL ["/bin/bash", "-o", "pipefail", "-c"] is the way.',
  *check({ dockerfile }) {
    for (const { instructions } of dockerfile.stages) {
      let safe = false;
      for (const instruction of instructions) {
        if (instruction.kind === 'shell') safe = handlesPipes(instruction);
        if (instruction.kind !== 'run' || safe || /pipefail/.test(instruction.node.original)) continue;
        if (instruction.heredocs.some(({ content }) => content.includes('pipefail'))) continue;
        const piped = commandsOf(instruction).find((command) => command.piped);
        if (piped) {
          yield at(
            instruction.node,
            'Set pipefail, for example SHELL ["/bin/bash", "-o", "pipefail", "-c"]: a failure left of the pipe goes unnoticed.',
            {
              span: piped.words[0]?.span ?? instruction.node.keyword.span,
            },
          );
        }
      }
    }
  },
  bad: ['FROM debian:13\nRUN [|curl|] -fsSL https://example.com/a.tgz | tar xz\n'],
  good: [
    'FROM debian:13\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsSL https://example.com/a.tgz | tar xz\n',
    'FROM alpine:3.22\nRUN set -o pipefail && wget -q -O- https://example.com/a.tgz | tar xz\n',
    'FROM debian:13\nRUN a || b\n',
  ],
});
