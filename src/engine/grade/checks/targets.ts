import { record } from '../../base/schema.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOfFailure, isAnyDoubt, unjudged } from '../assumptions.ts';
import { advised, judge, under } from '../judge.ts';
import { innerChecks } from '../params.ts';

export default defineCheck({
  summary: 'What each target of the file holds: other checks, each on a build with that --target.',
  withoutBuild: true,
  params: record(innerChecks, 'target → checks'),
  run(targets, evidence) {
    let worst: Finding | undefined;
    for (const [target, checks] of Object.entries(targets)) {
      const other = under(evidence, { target });
      const broken = brokenTarget(target, other, evidence);
      if (broken) return broken;
      for (const check of checks) {
        const finding = judge(check.kind, check.with, other);
        if (finding.status === 'passed') continue;
        const named = { ...advised(finding, check.try), message: `${target}: ${finding.message}` };
        if (finding.status === 'failed') return named;
        worst ??= named;
      }
    }
    return worst ?? { status: 'passed', message: `${Object.keys(targets).join(' and ')} hold what they should` };
  },
});

function brokenTarget(target: string, other: Evidence, evidence: Evidence): Finding | undefined {
  if (other.build.ok) return undefined;
  const doubt = doubtOfFailure(other.build);
  if (isAnyDoubt(doubt)) return unjudged(doubt);
  const why = other.build.error?.message ?? other.dockerfile.error?.message ?? '';
  // A mistake that also breaks the implicit build is the business of `builds`.
  if (!evidence.build.ok) return { status: 'error', message: 'Needs a build', why };
  return {
    status: 'failed',
    message: `The target ${target} does not build`,
    try: 'Look at the stage of that name.',
    why,
  };
}
