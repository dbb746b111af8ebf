import { splitPort } from '../../dockerfile/index.ts';
import { atVisit } from '../visits.ts';
import { defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/dockerfile2llb/convert_expose.go
export default defineRule({
  name: 'ExposeProtoCasing',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Write the protocol of EXPOSE in lower case.',
  why: 'Docker reads any case, other tools compare `tcp` as text.',
  *check({ evaluation }) {
    for (const visit of evaluation.visits) {
      const { instruction } = visit;
      if (instruction.kind !== 'expose') continue;
      for (const word of visit.expanded['words'] ?? []) {
        if (!/[A-Z]/.test(splitPort(word).protocol)) continue;
        const token = visit.onBuild ? undefined : instruction.words.find(({ value }) => value === word);
        yield atVisit(visit, `Defined protocol '${word}' in EXPOSE instruction should be lowercase`, {
          ...(token ? { span: token.span } : {}),
          ...(token?.value === word
            ? {
                fixes: [
                  { title: `Write ${word.toLowerCase()}`, edits: [{ span: token.span, text: word.toLowerCase() }] },
                ],
              }
            : {}),
        });
      }
    }
  },
  bad: ['FROM alpine:3.22\nEXPOSE [|80/TcP|]\n'],
  good: ['FROM alpine:3.22\nEXPOSE 80/tcp\n', 'FROM alpine:3.22\nEXPOSE /UDP:80\n'],
});
