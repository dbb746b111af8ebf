/**
 * find: tests, operators and actions by name, type, size, time, owner and mode, -exec and -delete included. Left out: -ls, -regextype, and
 * -printf beyond the directives in actions.ts.
 */
import { isBusybox } from '../../lib/flavor.ts';
import type { Process, Task } from '../../../kernel/system.ts';
import { action } from './actions.ts';
import { refuse, type Candidate, type Reader, type Test } from './reader.ts';
import { fileTest, globalOption } from './tests.ts';

export type { Candidate, Reader } from './reader.ts';

/** An expression that is ready: the test of each file, and what the walk needs to know. */
export interface Plan {
  readonly test: (file: Candidate) => Task<boolean>;
  readonly state: Reader;
  /** Runs what `-exec … +` collected; the status of the last that failed. */
  readonly finish: () => Task;
}

function* holds(test: Test, file: Candidate): Task<boolean> {
  const answer = test(file);
  return typeof answer === 'boolean' ? answer : yield* answer;
}

/** Reads the expression of find; `state.error` says why it cannot be read. */
export function plan(process: Process, words: readonly string[]): Plan {
  const state: Reader = {
    process,
    words,
    at: 0,
    acts: false,
    minDepth: 0,
    maxDepth: Number.POSITIVE_INFINITY,
    depthFirst: false,
    follow: false,
    stopped: false,
    failed: false,
    finishers: [],
    pruned: new Set(),
    error: undefined,
    unknown: false,
  };
  const test: Test = words.length === 0 ? () => true : either(state);
  if (state.at < words.length) {
    const word = words[state.at] ?? '';
    refuse(
      state,
      word === ')' ? "invalid expression; you have too many ')'" : `paths must precede expression: \`${word}'`,
      `unrecognized: ${word}`,
    );
  }
  return {
    state,
    *test(file) {
      const held = yield* holds(test, file);
      if (held && !state.acts) process.out(`${file.name}\n`);
      return held;
    },
    *finish() {
      let status = 0;
      for (const finish of state.finishers) if ((yield* finish()) !== 0) status = 1;
      return status;
    },
  };
}

function either(reader: Reader): Test {
  let left = both(reader);
  while (reader.words[reader.at] === '-o' || reader.words[reader.at] === '-or') {
    reader.at++;
    const [first, second] = [left, both(reader)];
    left = function* (file): Task<boolean> {
      return (yield* holds(first, file)) || (yield* holds(second, file));
    };
  }
  return left;
}

function both(reader: Reader): Test {
  let left = not(reader);
  for (;;) {
    const word = reader.words[reader.at];
    if (word === undefined || word === '-o' || word === '-or' || word === ')' || reader.error !== undefined)
      return left;
    if (word === '-a' || word === '-and') reader.at++;
    const [first, second] = [left, not(reader)];
    left = function* (file): Task<boolean> {
      return (yield* holds(first, file)) && !reader.stopped && (yield* holds(second, file));
    };
  }
}

function not(reader: Reader): Test {
  const word = reader.words[reader.at];
  if (word === '!' || word === '-not') {
    reader.at++;
    const inner = not(reader);
    return function* (file): Task<boolean> {
      return !(yield* holds(inner, file));
    };
  }
  if (word === '(') {
    reader.at++;
    const inner = either(reader);
    if (reader.words[reader.at++] !== ')')
      refuse(
        reader,
        "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
        "unpaired '('",
      );
    return inner;
  }
  return primary(reader);
}

function primary(reader: Reader): Test {
  const word = reader.words[reader.at++];
  if (word === undefined) return refuse(reader, 'expected an expression', 'bad expression');
  const known = globalOption(reader, word) ?? fileTest(reader, word) ?? action(reader, word);
  if (known) return known;
  reader.unknown = isBusybox(reader.process);
  const gnu = word.startsWith('-') ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`;
  return refuse(reader, gnu, `unrecognized: ${word}`);
}
