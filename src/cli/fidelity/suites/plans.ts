import { compact, readCases } from '../../../engine/dockerfile/golden/cases.ts';
import edge from '../../../engine/dockerfile/golden/edge.jsonl?raw';
import programs from '../../../engine/dockerfile/golden/programs.jsonl?raw';
import { planAnswer } from '../../oracle/lint.ts';
import type { Suite } from '../suite.ts';

const FILES = { 'written by hand': edge, 'generated, several stages': programs };

/** Findings are compared by the suite of the build checks. */
function unwarned(answer: unknown) {
  const { warnings: _, ...rest } = compact(answer) as Record<string, unknown>;
  return rest;
}

export default {
  title: 'Stages, steps and the image’s settings',
  recorded:
    'BuildKit’s Dockerfile front end, commit 73ed6825: which stages are built, steps by name, the image’s config.',
  unit: 'files',
  load: async () =>
    Object.entries(FILES).flatMap(([topic, text]) =>
      readCases(text)
        .filter(({ plan }) => plan !== undefined)
        .map(({ id, request, plan }) => ({
          id,
          topic,
          play: () => [{ id, want: unwarned(plan), got: unwarned(planAnswer(request as never)) }],
        })),
    ),
} satisfies Suite;
