import { compact, readCases } from '../../../engine/dockerfile/golden/cases.ts';
import edge from '../../../engine/dockerfile/golden/edge.jsonl?raw';
import programs from '../../../engine/dockerfile/golden/programs.jsonl?raw';
import { lintAnswer, planAnswer } from '../../oracle/lint.ts';
import type { Suite } from '../suite.ts';

const FILES = { 'written by hand': edge, 'generated, several stages': programs };
const COMMANDS = { lint: lintAnswer, plan: planAnswer };

interface Said {
  readonly warnings?: readonly {
    readonly rule: string;
    readonly message: string;
    readonly line?: number;
    readonly endLine?: number;
  }[];
  readonly error?: unknown;
}

/** Warnings as a set, and the error: what the checks decide. */
function decided(answer: unknown) {
  const { warnings = [], error } = compact(answer) as Said;
  const keys = warnings.map(({ rule, message, line = 0, endLine = 0 }) =>
    JSON.stringify([line, endLine, rule, message]),
  );
  return { warnings: [...new Set(keys)].toSorted(), error };
}

export default {
  title: 'Build checks',
  recorded:
    'BuildKit’s checks, commit 73ed6825: findings with their lines and words, and the errors that stop a build.',
  unit: 'files',
  load: async () =>
    Object.entries(FILES).flatMap(([kind, text]) =>
      readCases(text).flatMap((golden) =>
        (['lint', 'plan'] as const).map((command) => {
          const id = `${command} ${golden.id}`;
          const got = () => decided(COMMANDS[command](golden.request as never));
          return {
            id,
            topic: `${kind}, ${command === 'lint' ? 'docker build --check' : 'while building'}`,
            play: () => [{ id, want: decided(golden[command]), got: got() }],
          };
        }),
      ),
    ),
} satisfies Suite;
