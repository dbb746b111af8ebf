import { commandsOf, operands, runsOf, calls } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3018.hs
export default defineRule({
  name: 'DL3018',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Pin the versions of Alpine packages where it matters.',
  why: 'An unpinned package takes what the branch holds on the day of the build. Alpine drops old builds from its mirrors, so an exact pin breaks in time; `~` follows the patch releases.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const command of commandsOf(run)) {
        if (!calls(command, 'apk', ['add'])) continue;
        const loose = operands(command, 'add', ['t', 'virtual', 'repository', 'X']).find(
          ({ text }) => !/[=~$<>]|\.apk$/.test(text),
        );
        if (loose)
          yield at(
            run.node,
            `Pin ${loose.text}, for example ${loose.text}~1.2, where a rebuild must give the same version.`,
            { span: loose.span },
          );
      }
    }
  },
  bad: ['FROM alpine:3.22\nRUN apk add --no-cache [|curl|]\n'],
  good: [
    'FROM alpine:3.22\nRUN apk add --no-cache curl~8\n',
    'FROM alpine:3.22\nRUN apk add --no-cache --virtual .build gcc=14.2.0-r6\n',
  ],
});
