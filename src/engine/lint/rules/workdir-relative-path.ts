import { quote } from '../../dockerfile/index.ts';
import { atVisit } from '../visits.ts';
import { defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go
export default defineRule({
  name: 'WorkdirRelativePath',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Begin with an absolute WORKDIR.',
  why: 'A relative path continues the working folder of the base image; a new version of the base can move the whole application.',
  *check({ evaluation }) {
    for (const visit of evaluation.visits) {
      const { instruction, workdirBefore, expanded } = visit;
      const path = expanded['path']?.[0];
      if (instruction.kind !== 'workdir' || path === undefined || workdirBefore || path.startsWith('/')) continue;
      const message = `Relative workdir ${quote(path)} can have unexpected results if the base image changes`;
      yield atVisit(visit, message, visit.onBuild ? {} : { span: instruction.value.span });
    }
  },
  bad: ['FROM nginx:1.29\nWORKDIR [|usr/share/nginx/html|]\n'],
  good: ['FROM nginx:1.29\nWORKDIR /usr/share/nginx/html\n', 'FROM nginx:1.29\nWORKDIR /usr\nWORKDIR share\n'],
});
