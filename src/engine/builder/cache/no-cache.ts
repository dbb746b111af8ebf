import type { Session } from '../session.ts';

/**
 * True when the steps of a stage do not ask the cache: `--no-cache`, or `--no-cache-filter` with the name that the stage was given (any case, no
 * index). Source: moby/buildkit frontend/dockerui/config.go `IsNoCache`.
 */
export function ignoresCache({ input, evaluation }: Pick<Session, 'input' | 'evaluation'>, stage: number): boolean {
  if (input.noCache) return true;
  if (!input.noCacheFilter?.length) return false;
  const name = evaluation.stages[stage]?.from?.alias?.value.toLowerCase();
  return name !== undefined && input.noCacheFilter.some((one) => one.toLowerCase() === name);
}
