import type { Fix } from '../../base/diagnostic.ts';
import type { CommandInstruction } from '../../dockerfile/syntax.ts';
import { atVisit, commandWord } from '../visits.ts';
import { defineRule } from '../rule.ts';

/** Plain words only: what a shell would change cannot be written in exec form. */
function execForm({ command, node }: CommandInstruction): Fix[] {
  const [text] = command;
  if (!text || !/^[\w./:=@%+, -]+$/.test(text.value) || node.original.includes('\n')) return [];
  const json = JSON.stringify(text.value.trim().split(/\s+/)).replaceAll('","', '", "');
  return [{ title: 'Use the exec form', edits: [{ span: text.span, text: json }] }];
}

// moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go
export default defineRule({
  name: 'JSONArgsRecommended',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Use the exec form for CMD and ENTRYPOINT.',
  why: 'In shell form the process that gets the signals is /bin/sh -c, which on Debian passes none on: docker stop waits ten seconds and kills. With SHELL in the file the shell is taken as intended.',
  *check(input) {
    for (const visit of input.evaluation.visits) {
      const { instruction } = visit;
      if (
        (instruction.kind !== 'cmd' && instruction.kind !== 'entrypoint') ||
        instruction.form === 'exec' ||
        visit.shellSet
      )
        continue;
      const word = commandWord(visit);
      yield atVisit(
        visit,
        `JSON arguments recommended for ${word} to prevent unintended behavior related to OS signals`,
        {
          fixes: visit.onBuild ? [] : execForm(instruction),
        },
      );
    }
  },
  bad: ['FROM alpine:3.22\n[|CMD|] sleep 1000\n', 'FROM alpine:3.22\n[|ENTRYPOINT|] my-app --name "$NAME"\n'],
  good: ['FROM alpine:3.22\nCMD ["sleep", "1000"]\n', 'FROM alpine:3.22\nSHELL ["/bin/ash", "-c"]\nCMD sleep 1000\n'],
});
