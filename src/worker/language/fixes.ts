import type { Diagnostic } from '../../engine/base/diagnostic.ts';
import type { OfferedFix } from './answer.ts';

/** The quick fixes of findings that touch the range from `start` to `end`. */
export function fixesAt(problems: readonly Diagnostic[], start: number, end: number): readonly OfferedFix[] {
  return problems
    .filter(({ span }) => span.start <= end && span.end >= start)
    .flatMap((diagnostic) => (diagnostic.fixes ?? []).map((fix) => ({ fix, diagnostic })));
}
