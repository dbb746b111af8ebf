import { vi } from 'vitest';

/**
 * Property tests try the same values each time, so that a change passes or fails for what it changes. `DRYDOCK_SEED=7 npx vitest run …`
 * tries others, `DRYDOCK_SEED=any` new ones at each run: worth an evening now and then. Only files that import fast-check load it.
 */
vi.mock('fast-check', async (original) => {
  const fc = await original<typeof import('fast-check')>();
  const wanted = process.env['DRYDOCK_SEED'] ?? '1';
  if (wanted !== 'any') fc.configureGlobal({ seed: Number(wanted) });
  return fc;
});
