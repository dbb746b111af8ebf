import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { provesSuite } from '../../../cli/fidelity/proves-suite.ts';
import { answer, type Snippet } from './corpus.ts';

await provesSuite('shells');
await provesSuite('processes');

describe('a snippet', { timeout: 120_000 }, () => {
  it('ends the same twice', () => {
    const shells = ['dash', 'bash', 'ash'] as const;
    const lines = readFileSync(join(import.meta.dirname, 'corpus.jsonl'), 'utf8').split('\n').filter(Boolean);
    expect(lines.length).toBeGreaterThan(470);
    for (const [index, line] of lines.entries()) {
      const one = JSON.parse(line) as Snippet;
      const snippet: Snippet = { ...one, shell: shells[index % 3] ?? 'dash' };
      expect([one.id, answer(snippet)]).toEqual([one.id, answer(snippet)]);
    }
  });
});
