import { compact, readCases } from '../../../engine/dockerfile/golden/cases.ts';
import edge from '../../../engine/dockerfile/golden/edge.jsonl?raw';
import fuzz from '../../../engine/dockerfile/golden/fuzz-parse.jsonl?raw';
import { parseAnswer } from '../../oracle/parse.ts';
import type { Suite } from '../suite.ts';

const FILES = { 'written by hand': edge, 'mutated at random': fuzz };

export default {
  title: 'Reading Dockerfiles',
  recorded: 'BuildKit’s Dockerfile front end, commit 73ed6825 (1.26): every token, flag and error with its lines.',
  unit: 'files',
  load: async () =>
    Object.entries(FILES).flatMap(([topic, text]) =>
      readCases(text)
        .filter(({ parse }) => parse !== undefined)
        .map(({ id, request, parse }) => ({
          id,
          topic,
          play: () => [{ id, want: compact(parse), got: compact(parseAnswer(request as never)) }],
        })),
    ),
} satisfies Suite;
