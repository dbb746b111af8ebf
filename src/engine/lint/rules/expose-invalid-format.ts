import { splitPort } from '../../dockerfile/index.ts';
import { atVisit } from '../visits.ts';
import { defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/dockerfile2llb/convert_expose.go
export default defineRule({
  name: 'ExposeInvalidFormat',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Name only the container port in EXPOSE.',
  why: 'EXPOSE documents a port of the container. A host address or host port in it is ignored; -p of docker run publishes.',
  *check({ evaluation }) {
    for (const visit of evaluation.visits) {
      const { instruction } = visit;
      if (instruction.kind !== 'expose') continue;
      for (const word of visit.expanded['words'] ?? []) {
        const { ip, hostPort } = splitPort(word);
        if (ip === '' && hostPort === '') continue;
        const token = visit.onBuild ? undefined : instruction.words.find(({ value }) => value === word);
        yield atVisit(
          visit,
          `EXPOSE instruction should not define an IP address or host-port mapping, found '${word}'`,
          token ? { span: token.span } : {},
        );
      }
    }
  },
  bad: ['FROM alpine:3.22\nEXPOSE [|127.0.0.1:80:80|]\n'],
  good: ['FROM alpine:3.22\nEXPOSE 80\n', 'FROM alpine:3.22\nEXPOSE :80\n'],
});
