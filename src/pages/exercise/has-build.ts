import type { ExerciseSpec, Files } from '../../engine/grade/check.ts';

/** True when there is something to build: a Dockerfile given or written, or a check that asks for a build. */
export function hasBuild({ starter, checks }: ExerciseSpec, files: Files): boolean {
  return 'Dockerfile' in starter || 'Dockerfile' in files || checks.some(({ kind }) => kind === 'builds');
}
