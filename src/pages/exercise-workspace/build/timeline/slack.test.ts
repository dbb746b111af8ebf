import { expect, test } from 'vitest';
import type { BuildView } from '../../../../worker/client.ts';
import { slackOf } from './slack.ts';

type Step = BuildView['steps'][number];

/** A step from `start` to `end`, in ms. */
const step = (stage: number, name: string, [start, end]: readonly [number, number]) =>
  ({ id: `${stage} ${name}`, name: `[s ${name}`, stage, start, end, ms: end - start, critical: false }) as Step;
const STAGES = ['deps', 'tests', 'final'].map((name, index) => ({ name, index })) as unknown as BuildView['stages'];
const slack = (steps: readonly Step[], edges: BuildView['edges'] = []) =>
  [...slackOf({ steps, stages: STAGES, edges })].map(([, ms]) => ms);

test('a step has as long as what copies from its stage begins later', () => {
  const steps = [
    step(0, '1/1] RUN npm ci', [0, 4000]),
    { ...step(1, '1/1] RUN npm test', [0, 9000]), critical: true },
    step(2, '1/2] COPY --from=deps /a /a', [4000, 4100]),
    { ...step(2, '2/2] COPY --from=tests /b /b', [9000, 9500]), critical: true },
  ];
  expect(slack(steps)).toEqual([4900, 0, 4900, 0]);
});

test('a mount waits for its stage, and so does a stage that starts from another', () => {
  const steps = [
    step(0, '1/1] RUN one', [0, 1000]),
    step(1, '1/1] RUN two', [1000, 3000]),
    { ...step(2, '1/1] RUN --mount=type=bind,from=tests,target=/t three', [5000, 6000]), critical: true },
  ];
  expect(slack(steps, [{ from: 0, to: 1, kind: 'base', paths: [] }])).toEqual([2000, 2000, 0]);
});

test('what nobody waits for has until the end of the build; text of a command is no stage', () => {
  const steps = [step(0, '1/1] RUN --network=none echo --from=tests', [0, 1000]), step(1, '1/1] RUN two', [0, 3000])];
  expect(slack(steps)).toEqual([2000, 0]);
});

test('the longest path has none, whatever it waited for', () => {
  expect(slack([{ ...step(0, '1/1] RUN one', [0, 10]), critical: true }, step(1, '1/1] RUN two', [10, 50])])).toEqual([
    0, 0,
  ]);
});
