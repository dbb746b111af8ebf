import { suggestion } from '../suggestion.ts';
import { atVisit, variableSpan } from '../visits.ts';
import { defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'UndefinedVar',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Define a variable before it is used.',
  why: 'An undefined variable is replaced by nothing: `COPY $SRC .` becomes `COPY .`, with another meaning or an error far away from the cause.',
  *check({ evaluation }) {
    for (const visit of evaluation.visits) {
      // BuildKit expands EXPOSE without looking (dispatchExpose; golden case mis-arg-before-from-used)
      if (visit.instruction.kind === 'expose') continue;
      for (const { name, known } of visit.undefinedVars) {
        yield atVisit(visit, `Usage of undefined variable '$${name}'${suggestion(name, known, '$')}`, {
          span: variableSpan(visit, name),
        });
      }
    }
  },
  bad: ['FROM alpine:3.22\nCOPY [|$SRC|] /app/\n', 'FROM alpine:3.22\nENV NAME=a\nLABEL x=[|$NAMES|]\n'],
  good: ['FROM alpine:3.22\nARG SRC\nCOPY $SRC /app/\n', 'FROM alpine:3.22\nRUN echo $SRC\n'],
});
