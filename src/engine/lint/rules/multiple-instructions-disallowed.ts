import type { Visit } from '../../dockerfile/plan.ts';
import { atVisit, commandWord } from '../visits.ts';
import { defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'MultipleInstructionsDisallowed',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Write CMD, ENTRYPOINT and HEALTHCHECK once a stage.',
  why: 'Only the last of them counts; the earlier one is dead text that a reader believes.',
  *check({ evaluation }) {
    const earlier = new Map<string, Visit>();
    for (const visit of evaluation.visits) {
      const { kind } = visit.instruction;
      if (kind !== 'cmd' && kind !== 'entrypoint' && kind !== 'healthcheck') continue;
      const key = `${visit.stage} ${kind}`;
      const first = earlier.get(key);
      if (first) {
        const word = commandWord(visit);
        yield atVisit(
          first,
          `Multiple ${word} instructions should not be used in the same stage because only the last one will be used`,
          // the comments of the instruction at hand count, although the earlier one is reported (convert.go `dispatch`)
          { silencedBy: visit.instruction.node },
        );
      }
      earlier.set(key, visit);
    }
  },
  bad: ['FROM alpine:3.22\n[|CMD|] ["a"]\nCMD ["b"]\n'],
  good: [
    'FROM alpine:3.22\nCMD ["a"]\n# check=skip=MultipleInstructionsDisallowed\nCMD ["b"]\n',
    'FROM alpine:3.22\nCMD ["a"]\n',
    'FROM alpine:3.22 AS a\nCMD ["a"]\nFROM a\nCMD ["b"]\n',
  ],
});
