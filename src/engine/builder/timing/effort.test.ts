import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { shell } from '../../everything.ts';
import type { Shell } from '../../kernel/system.ts';
import { textBuilder } from '../fixture/build-text.ts';
import { createWorld } from '../index.ts';

it('a program of 200 steps runs each of its commands once, and after an edit only those behind it', () => {
  let runs = 0;
  const counting: Shell = {
    ...shell,
    runProgram(...args) {
      runs++;
      return shell.runProgram(...args);
    },
  };
  const buildText = textBuilder(createWorld(allImages, allPackages, counting));
  const lines = Array.from({ length: 100 }, (_, at) => `COPY f${at} /d/\nRUN echo ${at} > /o${at}\n`);
  const files = Object.fromEntries(lines.map((_, at) => [`f${at}`, `${at}`]));
  const count = (given: Parameters<typeof buildText>[1]) => {
    runs = 0;
    const result = buildText(`FROM alpine:3.20\n${lines.join('')}`, given);
    return {
      runs,
      result,
      ran: result.steps.filter(({ plan, status }) => plan.kind !== 'from' && status === 'ran').length,
    };
  };
  const cold = count({ files });
  const { cache } = cold.result;
  const edited = { ...files, f80: 'other' };
  const [warm, again, after, last] = [
    count({ files, cache }),
    count({ files }),
    count({ files: edited, cache }),
    count({ files: edited, cache }),
  ];
  expect([cold, warm, again, after, last].map((one) => [one.runs, one.ran])).toEqual([
    [100, 200],
    [0, 0],
    // a cold build of the same page finds what the shell answered
    [0, 200],
    [20, 40],
    [0, 40],
  ]);
});
