import { boolean, object, optional } from '../../base/schema.ts';
import type { StepResult } from '../../builder/result.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOfFailure, isAnyDoubt, unjudged } from '../assumptions.ts';
import { listOf, texts } from '../params.ts';
import { adviceOnBuild, missingCommand } from '../advice/failure-advice.ts';
import { missingSource } from '../advice/missing-source.ts';
import { tellingLine } from '../advice/telling-line.ts';
import { spanOfLines } from '../build/instruction-spans.ts';

export default defineCheck({
  summary: 'The implicit build succeeds (or fails, for hints).',
  withoutBuild: true,
  params: object({ fails: optional(boolean('the build fails')), log: optional(texts) }),
  run({ fails, log }, evidence) {
    const { build, dockerfile } = evidence;
    if (dockerfile.error) return unreadable(evidence);
    const doubt = doubtOfFailure(build);
    if (isAnyDoubt(doubt)) return unjudged(doubt);
    // A command that is not simulated was taken to end with 0, which the real one might not.
    const open = build.notSimulated.map(({ what }) => what);
    if (build.ok && open.length) return unjudged({ everything: true, paths: [], what: open });
    const missing = listOf(log).find((text) => !build.log.includes(text));
    if (build.ok !== (fails ?? false) && missing === undefined)
      return { status: 'passed', message: build.ok ? 'The image builds' : 'The build fails' };
    if (!build.ok && !fails) return broken(evidence);
    if (build.ok && fails) return { status: 'failed', message: 'The build succeeds' };
    return { status: 'failed', message: `The build log does not say “${missing}”` };
  },
});

function unreadable({ dockerfile }: Evidence): Finding {
  const { message, span } = dockerfile.error ?? { message: '', span: undefined };
  return {
    status: 'error',
    message: 'BuildKit cannot read the Dockerfile',
    try: 'Correct the line that the error names.',
    why: message,
    file: 'Dockerfile',
    ...(span ? { span } : {}),
  };
}

function broken(evidence: Evidence): Finding {
  const { build, dockerfile } = evidence;
  const { message, line, endLine, stepId } = build.error ?? { message: '', line: 0, endLine: 0 };
  const step = build.steps.find((each) => each.id === stepId);
  const span = spanOfLines(dockerfile.text, line, endLine);
  return {
    status: 'failed',
    message: step ? `The build stops at ${step.plan.name}` : 'The build does not start',
    ...explain(evidence, message, step),
    file: 'Dockerfile',
    ...(span ? { span } : {}),
  };
}

/** What went wrong, in the words of the program that ended, or of BuildKit; and what to try about it. */
function explain(evidence: Evidence, message: string, step: StepResult | undefined): Partial<Finding> {
  const general = { try: 'Read the last lines of the log: they name what is missing.' };
  if (!step) return { ...general, why: message, ...unknownStage(message) };
  const source = missingSource(evidence, step, message);
  if (source) return { ...source, specific: true };
  const cause = tellingLine(step.log.map((chunk) => chunk.text).join(''));
  const exit = /exit code: \d+$/.exec(message)?.[0];
  const why = cause && exit ? `${cause} (${exit})` : cause || message;
  const command = missingCommand(cause);
  if (command !== undefined)
    return { try: `Install ${command} in this stage, or start the stage from an image that has it.`, why };
  const advice = adviceOnBuild(cause || message);
  return advice === undefined ? { ...general, why } : { try: advice, why, specific: true };
}

/** `--from=build` where the stage is called builder: BuildKit takes the name for an image. */
function unknownStage(message: string): Partial<Finding> {
  const [, name, meant] =
    /^([\w.-]+): failed to resolve source metadata for .*\(did you mean ([\w.-]+)\?\)$/.exec(message) ?? [];
  if (name === undefined) return {};
  return {
    try: `Write ${meant}: no stage is called ${name}, so BuildKit looks for an image of that name.`,
    specific: true,
  };
}
