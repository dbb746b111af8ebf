import { commandsOf, operands, runsOf, calls } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3008.hs
export default defineRule({
  name: 'DL3008',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Pin the versions of Debian packages where it matters.',
  why: 'An unpinned package takes what the archive holds on the day of the build. Debian removes old versions from the archive, so a full pin breaks in time: pin what must not move, or build from a dated snapshot.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const command of commandsOf(run)) {
        if (!calls(command, 'apt-get', ['install'])) continue;
        const loose = operands(command, 'install', ['t', 'target-release', 'o', 'option']).find(
          ({ text }) => !/[=/$]|\.deb$/.test(text),
        );
        if (loose)
          yield at(
            run.node,
            `Pin ${loose.text}, for example ${loose.text}=1.2.*, where a rebuild must give the same version.`,
            { span: loose.span },
          );
      }
    }
  },
  bad: ['FROM debian:13\nRUN apt-get update && apt-get install -y [|curl|]\n'],
  good: [
    'FROM debian:13\nRUN apt-get update && apt-get install -y curl=8.*\n',
    'FROM debian:13\nRUN apt-get install -y ./local.deb\n',
  ],
});
