import { compact, readCases } from '../../../engine/dockerfile/golden/cases.ts';
import ignored from '../../../engine/dockerfile/golden/dockerignore.jsonl?raw';
import { ignoreAnswer } from '../../oracle/ignore.ts';
import type { Suite } from '../suite.ts';

export default {
  title: 'Ignore files',
  recorded: 'BuildKit’s pattern matcher, commit 73ed6825: which of 28 paths each .dockerignore leaves.',
  unit: 'files',
  load: async () =>
    readCases(ignored).map(({ id, request, ignore }) => ({
      id,
      topic: '.dockerignore',
      play: () => [{ id, want: compact(ignore), got: compact(ignoreAnswer(request as never)) }],
    })),
} satisfies Suite;
