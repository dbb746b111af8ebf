import type { Given } from '../cli/flags.ts';
import type { Asked } from '../daemon/containers/endpoint-request.ts';
import type { Result } from '../daemon/daemon.ts';
import { limitsAsked } from './read-limits.ts';

export { limitFlag as checkLimitFlag } from './flag-values.ts';

/** Limits of a new container as its flags ask for them; refused in the client's words. */
export function readLimits(given: Given): Result<Asked> {
  const asked = limitsAsked(given);
  return asked.ok ? { ok: true, value: { hostConfig: asked.value } } : asked;
}
