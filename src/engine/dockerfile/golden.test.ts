import { describe, expect, it } from 'vitest';
import { expandAnswer } from '../../cli/oracle/expand.ts';
import { ignoreAnswer } from '../../cli/oracle/ignore.ts';
import { parseAnswer } from '../../cli/oracle/parse.ts';
import { compact, goldenCases } from './golden/cases.ts';

/** The machine may be busy with other tests. */
const TIME = 60_000;

/** Ids of the cases that are answered otherwise, with what is wanted and what came. */
function differences(file: string, command: string, answer: (request: never) => object): object[] {
  return goldenCases(file)
    .filter((golden) => golden[command] !== undefined)
    .map(({ id, request, [command]: want }) => ({
      id,
      want: compact(want),
      got: compact(answer(request as never)),
    }))
    .filter(({ want, got }) => JSON.stringify(want) !== JSON.stringify(got));
}

describe('the parser agrees with BuildKit', { timeout: TIME }, () => {
  it.each(['edge.jsonl', 'fuzz-parse.jsonl'])('on every case of %s', (file) => {
    expect(differences(file, 'parse', parseAnswer)).toEqual([]);
  });
});

describe('word expansion agrees with BuildKit', { timeout: TIME }, () => {
  it('on every case of expand.jsonl', () => {
    expect(differences('expand.jsonl', 'expand', expandAnswer)).toEqual([]);
  });
});

describe('ignore files agree with BuildKit', { timeout: TIME }, () => {
  it('on every case of dockerignore.jsonl', () => {
    expect(differences('dockerignore.jsonl', 'ignore', ignoreAnswer)).toEqual([]);
  });
});
