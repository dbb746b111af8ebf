import type { Fix } from '../../base/diagnostic.ts';
import type { Node } from '../../dockerfile/syntax.ts';
import { atVisit, commandWord } from '../visits.ts';
import { defineRule } from '../rule.ts';

/** Values without quotes, escapes and line breaks only: the others do not mean the same in the other form. */
function keyValue({ args, original }: Node): Fix[] {
  const [key, value] = args;
  if (!key || !value || /["'\\\n`]/.test(original) || value.value.startsWith('=')) return [];
  const quoted = /\s/.test(value.value) ? `"${value.value}"` : value.value;
  return [
    {
      title: 'Write key=value',
      edits: [{ span: { start: key.span.start, end: value.span.end }, text: `${key.value}=${quoted}` }],
    },
  ];
}

// moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go
export default defineRule({
  name: 'LegacyKeyValueFormat',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Write ENV and LABEL as key=value.',
  why: '`ENV A B` takes the rest of the line as one value, so `ENV A = 1` sets A to "= 1". With `=` it means what it says.',
  *check({ evaluation }) {
    for (const visit of evaluation.visits) {
      const { instruction } = visit;
      if (
        (instruction.kind !== 'env' && instruction.kind !== 'label') ||
        !visit.expanded['keys'] ||
        !instruction.pairs.some(({ legacy }) => legacy)
      )
        continue;
      const word = commandWord(visit);
      const message = `"${word} key=value" should be used instead of legacy "${word} key value" format`;
      yield atVisit(visit, message, { fixes: visit.onBuild ? [] : keyValue(instruction.node) });
    }
  },
  bad: ['FROM alpine:3.22\n[|ENV|] DEP /usr/lib\n', 'FROM alpine:3.22\n[|LABEL|] a two words\n'],
  good: ['FROM alpine:3.22\nENV DEP=/usr/lib\n', 'FROM alpine:3.22\nLABEL a="two words"\n'],
});
