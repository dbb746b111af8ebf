import { boolean, object, optional } from '../../base/schema.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOfFailure, isAnyDoubt, unjudged } from '../doubt.ts';
import { listOf, texts } from '../params.ts';
import { tellingLine } from '../telling-line.ts';
import { spanOfLines } from '../view.ts';

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

function broken({ build, dockerfile }: Evidence): Finding {
  const { message, line, endLine, stepId } = build.error ?? { message: '', line: 0, endLine: 0 };
  const step = build.steps.find((each) => each.id === stepId);
  const span = spanOfLines(dockerfile.text, line, endLine);
  const cause = tellingLine(step?.log.map((chunk) => chunk.text).join('') ?? '');
  return {
    status: 'failed',
    message: step ? `The build stops at ${step.plan.name}` : 'The build does not start',
    try: 'Read the last lines of the log: they name what is missing.',
    why: cause ? `${cause} (${message})` : message,
    file: 'Dockerfile',
    ...(span ? { span } : {}),
  };
}
