import { commandsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL4001.hs
export default defineRule({
  name: 'DL4001',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Use either wget or curl in a stage, not both.',
  why: 'Both do the same work; each brings packages that the image has to carry and someone has to update.',
  *check({ dockerfile }) {
    for (const { instructions } of dockerfile.stages) {
      const used = new Set<string>();
      for (const run of instructions) {
        if (run.kind !== 'run') continue;
        const tools = commandsOf(run).filter(({ name }) => name === 'curl' || name === 'wget');
        for (const { name } of tools) used.add(name);
        const word = tools.at(-1)?.words[0];
        if (word && used.size === 2)
          yield at(run.node, 'Use the same tool throughout: this stage calls both wget and curl.', { span: word.span });
      }
    }
  },
  bad: ['FROM debian:13\nRUN curl -fsSO https://example.com/a\nRUN [|wget|] -q https://example.com/b\n'],
  good: [
    'FROM debian:13\nRUN curl -fsSO https://example.com/a\nRUN curl -fsSO https://example.com/b\n',
    'FROM debian:13 AS a\nRUN curl x\nFROM alpine:3.22\nRUN wget -q y\n',
  ],
});
