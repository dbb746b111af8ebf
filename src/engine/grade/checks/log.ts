import type { Span } from '../../base/span.ts';
import { object, optional } from '../../base/schema.ts';
import type { BuildResult } from '../../builder/result.ts';
import type { LintDiagnostic } from '../../lint/index.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { unjudged } from '../assumptions.ts';
import { afterEdit } from '../build/edit.ts';
import { changeShape, listOf, texts } from '../params.ts';
import { placeOfStep } from '../build/instruction-spans.ts';
import { called } from '../build/select-steps.ts';

export default defineCheck({
  summary: 'What the steps print, and the warnings at the end of a build.',
  params: object({ ...changeShape, has: optional(texts), lacks: optional(texts) }),
  run({ has, lacks, ...edit }, evidence) {
    const changed = Object.keys(edit).length > 0;
    const made = changed ? afterEdit(evidence, edit, { warm: true }) : { build: evidence.build, words: '' };
    if (made.finding) return made.finding;
    const when = changed ? `After ${made.words} the` : 'The';
    const lines = printed(made.build);
    for (const text of listOf(lacks)) {
      const line = lines.find((each) => each.text.includes(text));
      if (line) return present(evidence, line, `${when} build prints “${short(text)}”`);
    }
    const missing = listOf(has).find((text) => !lines.some((line) => line.text.includes(text)));
    // A command that is not simulated prints nothing here.
    const open = made.build.notSimulated.map(({ what }) => what);
    if (open.length && (missing !== undefined || lacks !== undefined))
      return unjudged({ everything: true, paths: [], what: open });
    if (missing !== undefined) return { status: 'failed', message: `${when} build does not print “${short(missing)}”` };
    return { status: 'passed', message: `${when} build prints what it should` };
  },
});

interface Printed {
  readonly text: string;
  readonly stepId?: string;
  readonly name: string;
  readonly span?: Span;
}

/** Output of steps, whole, and the warnings of build checks. Names of steps, which are the text of the Dockerfile, are not output. */
function printed({ steps, findings }: BuildResult): Printed[] {
  return [
    ...steps
      .filter(({ status }) => status !== 'cached')
      .map((step) => ({ text: step.log.map(({ text }) => text).join(''), stepId: step.id, name: called(step) })),
    ...(findings as readonly LintDiagnostic[])
      .filter(({ origin }) => origin === 'buildkit')
      .map(({ name, message, span }) => ({ text: `${name}: ${message}`, name: 'a build check', span })),
  ];
}

function present(evidence: Evidence, line: Printed, message: string): Finding {
  return {
    status: 'failed',
    message,
    try: 'Change the step that prints it, so that there is nothing to warn of.',
    why: `It comes from ${line.name}.`,
    ...(line.span ? { file: 'Dockerfile', span: line.span } : placeOfStep(evidence, line.stepId)),
  };
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
