import { compact, readCases } from '../../../engine/dockerfile/golden/cases.ts';
import expansions from '../../../engine/dockerfile/golden/expand.jsonl?raw';
import { expandAnswer } from '../../oracle/expand.ts';
import type { Suite } from '../suite.ts';

export default {
  title: 'Variables in Dockerfiles',
  recorded: 'BuildKit’s Dockerfile front end, commit 73ed6825: quoting, ${x:-y}, patterns, the words that come out.',
  unit: 'words',
  load: async () =>
    readCases(expansions).map(({ id, request, expand }) => ({
      id,
      topic: 'words with variables',
      play: () => [{ id, want: compact(expand), got: compact(expandAnswer(request as never)) }],
    })),
} satisfies Suite;
