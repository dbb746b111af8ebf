import * as fc from 'fast-check';
import { expect, it } from 'vitest';

it('tries the same values in each run, unless others are asked for', () => {
  const wanted = process.env['DRYDOCK_SEED'] ?? '1';
  expect(fc.readConfigureGlobal()).toEqual(wanted === 'any' ? {} : { seed: Number(wanted) });
});
