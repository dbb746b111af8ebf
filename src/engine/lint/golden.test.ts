import { describe, expect, it } from 'vitest';
import { lintAnswer, planAnswer } from '../../cli/oracle/lint.ts';
import type { PlanRequest } from '../../cli/oracle/plan.ts';
import { compact, goldenCases } from '../dockerfile/golden/cases.ts';

/** The machine may be busy with other tests. */
const TIME = 60_000;

interface Answer {
  readonly warnings?: readonly {
    readonly rule: string;
    readonly message: string;
    readonly line?: number;
    readonly endLine?: number;
  }[];
  readonly error?: unknown;
}

/** Warnings as a set, and the error: what the lint layer decides. */
function decided(answer: unknown) {
  const { warnings = [], error } = compact(answer) as Answer;
  const keys = warnings.map(({ rule, message, line = 0, endLine = 0 }) =>
    JSON.stringify([line, endLine, rule, message]),
  );
  return { warnings: [...new Set(keys)].toSorted(), error };
}

function differences(file: string, command: 'lint' | 'plan', answer: (request: PlanRequest) => object): object[] {
  return goldenCases(file).flatMap(({ id, request, [command]: golden }) => {
    const want = decided(golden);
    const got = decided(answer(request as unknown as PlanRequest));
    return JSON.stringify(want) === JSON.stringify(got) ? [] : [{ id, want, got }];
  });
}

describe('build checks agree with BuildKit', { timeout: TIME }, () => {
  it.each(['edge.jsonl', 'programs.jsonl'])('on every lint of %s', (file) => {
    expect(differences(file, 'lint', lintAnswer)).toEqual([]);
  });

  it.each(['edge.jsonl', 'programs.jsonl'])('on the warnings and errors of every plan of %s', (file) => {
    expect(differences(file, 'plan', planAnswer)).toEqual([]);
  });
});
