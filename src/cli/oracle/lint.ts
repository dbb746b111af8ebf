import { evaluate, parse, parseIgnore } from '../../engine/dockerfile/index.ts';
import { lintBuild } from '../../engine/lint/index.ts';
import type { LintDiagnostic } from '../../engine/lint/index.ts';
import { errorAnswer, evaluationAnswer, planOptions } from './plan.ts';
import type { PlanRequest } from './plan.ts';

/** BuildKit's checks of all stages (or of a target) in the shape of `engine/dockerfile/golden/README.md`. */
export function lintAnswer(request: PlanRequest): object {
  const { error, warnings } = check(request, true);
  return { warnings, ...(error && { error: errorAnswer(error) }) };
}

/** What a build of the target would do, with the warnings of the stages it needs. */
export function planAnswer(request: PlanRequest): object {
  const { error, warnings, evaluation } = check(request, false);
  return { ...(error ? { error: errorAnswer(error) } : evaluationAnswer(evaluation)), warnings };
}

function check(request: PlanRequest, checkOnly: boolean) {
  const dockerfile = parse(request.text);
  const options = planOptions(request);
  const evaluation = evaluate(dockerfile, { ...options, allStages: checkOnly && !request.target });
  const ignore = request.dockerignore === undefined ? undefined : parseIgnore(request.dockerignore);
  const { findings, error } = lintBuild({ dockerfile, evaluation, ignore }, { checkOnly });
  return { error, evaluation, warnings: findings.filter(isBuildKit).map(warningAnswer) };
}

/** The reference knows nothing of the other rules. */
function isBuildKit(finding: LintDiagnostic): boolean {
  return finding.origin === 'buildkit';
}

function warningAnswer({ name, line, endLine, message }: LintDiagnostic): object {
  return { rule: name, message, ...(line > 0 && { line, endLine }) };
}
