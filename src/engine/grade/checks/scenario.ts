import { choice, object, optional } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Dockerfile } from '../../dockerfile/syntax.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOfFailure, isAnyDoubt, unjudged, unlessDoubtful, doubtOf } from '../assumptions.ts';
import { lostReplacement } from '../build/edit.ts';
import { advised, judge, under } from '../judge.ts';
import { placeOfStep } from '../build/instruction-spans.ts';
import { changeShape, innerChecks, listOf, rebuildOf, texts } from '../params.ts';

const params = object({
  ...changeShape,
  expect: choice(['builds', 'fails', 'same-image', 'other-image']),
  log: optional(texts),
  checks: optional(innerChecks),
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary: 'The same attempt under changed circumstances: it builds, fails or gives the same image.',
  params,
  run(wanted, evidence) {
    const lost = lostReplacement(
      evidence.attempt.files,
      { contexts: wanted.contexts ?? {} },
      evidence.exercise.build.contexts,
    );
    if (lost !== undefined) return { status: 'error', message: 'The check cannot make its edit', why: lost };
    const other = under(evidence, rebuildOf(wanted));
    const doubt = other.build.ok ? doubtOf(other.build) : doubtOfFailure(other.build);
    if (isAnyDoubt(doubt) && !other.build.ok) return unjudged(doubt);
    const what = describeChange(wanted);
    if (wanted.expect === 'fails' ? other.build.ok : !other.build.ok)
      return unlessDoubtful(doubt, unexpected(other, what));
    const missing = listOf(wanted.log).find((text) => !other.build.log.includes(text));
    if (missing !== undefined)
      return unlessDoubtful(doubt, { status: 'failed', message: `${what}, the log does not say “${missing}”` });
    const images = compareImages(wanted, evidence, other);
    if (images) return unlessDoubtful(doubt, images);
    for (const check of wanted.checks ?? []) {
      const finding = judge(check.kind, check.with, other);
      if (finding.status !== 'passed')
        return { ...advised(finding, check.try), message: `${what}: ${finding.message}` };
    }
    return unlessDoubtful(doubt, { status: 'passed', message: passedMessage(wanted, what) });
  },
});

function passedMessage({ expect }: Params, what: string): string {
  if (expect === 'builds') return `${what}, the image builds`;
  if (expect === 'fails') return `${what}, the build fails`;
  return `${what}, the image is ${expect === 'same-image' ? 'the same' : 'another'}`;
}

function unexpected(other: Evidence, what: string): Finding {
  const { build } = other;
  if (!build.ok) return { status: 'failed', message: `${what}, the build fails`, why: build.error?.message ?? '' };
  return { status: 'failed', message: `${what}, the image builds all the same`, ...whyItBuilds(other) };
}

/** Output of a test that failed in a step that did not. */
const VERDICT = /^\s*--- FAIL: |^FAIL\b|^not ok \d|^✖ /m;

/** A verdict that was lost, a stage that never ran, or nothing of the kind. */
function whyItBuilds(other: Evidence): Partial<Finding> {
  const { build, dockerfile } = other;
  const lost = build.steps.find((step) => VERDICT.test(step.log.map(({ text }) => text).join('')));
  if (lost)
    return {
      try: 'Let the command that tests be the last word of its step: an exit code behind `|| true`, `;` or a pipe is lost.',
      specific: true,
      why: `${lost.plan.name} prints a failure and ends with 0.`,
      ...placeOfStep(other, lost.id),
    };
  const skipped = build.evaluation.stages.filter(
    (stage) =>
      !stage.reachable &&
      !stage.implicit &&
      stage.from !== undefined &&
      runsSomething(dockerfile, stage.from.node.line),
  );
  const [first] = skipped;
  if (first?.from) {
    const names = listed(skipped.map(({ name }) => name));
    const [stages, were] = skipped.length === 1 ? ['stage', 'was'] : ['stages', 'were'];
    return {
      try: `Let the last stage depend on ${stages} ${names}, with COPY --from, a mount or FROM. What nothing asks for is never built.`,
      specific: true,
      why: `S${stages.slice(1)} ${names} ${were} skipped; the ${build.steps.length} steps that ran ended with 0.`,
      file: 'Dockerfile',
      span: first.from.node.span,
    };
  }
  return {
    try: 'Let the image depend on the step that must fail.',
    why: `${build.steps.length} steps ran and each of them ended with 0.`,
  };
}

/** `lint`, `lint and test`, `lint, test and e2e`. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function runsSomething(dockerfile: Dockerfile, line: number): boolean {
  const stage = dockerfile.stages.find((each) => each.from.node.line === line);
  return stage?.instructions.some((each) => each.kind === 'run') === true;
}

function compareImages({ expect, ...wanted }: Params, evidence: Evidence, other: Evidence): Finding | undefined {
  if (expect !== 'same-image' && expect !== 'other-image') return undefined;
  const same = evidence.build.image?.id === other.build.image?.id;
  if (same === (expect === 'same-image')) return undefined;
  const what = describeChange({ expect, ...wanted });
  if (same) return { status: 'failed', message: `${what}, the image stays the same` };
  const last = evidence.build.evaluation.stages.find((stage) => stage.isTarget);
  if (wanted.target !== undefined && last?.from && last.name !== wanted.target)
    return {
      status: 'failed',
      message: `Without --target, the stage ${last.name} is built, not ${wanted.target}`,
      try: `Let ${wanted.target} be the last stage of the file: that one is built when none is named.`,
      why: difference(evidence, other),
      file: 'Dockerfile',
      span: last.from.node.span,
    };
  return {
    status: 'failed',
    message: `${what}, the image changes`,
    try: 'Copy only results into the last stage, not what the change touches.',
    why: difference(evidence, other),
  };
}

function difference(evidence: Evidence, other: Evidence): string {
  const before = new Map(evidence.build.image?.tree.walk('/') ?? []);
  for (const [path, entry] of other.build.image?.tree.walk('/') ?? []) {
    const old = before.get(path);
    if (!old) return `${path} is new in the image.`;
    if (old.digest !== entry.digest || old.mode !== entry.mode) return `${path} differs.`;
  }
  return 'Its files are the same; its configuration or layers differ.';
}

function describeChange({ files, contexts, args, target, platform, secrets }: Params): string {
  const parts = [
    ...Object.entries(files ?? {}).map(([path, file]) => (file === null ? `without ${path}` : `with ${path} changed`)),
    ...Object.entries(contexts ?? {}).flatMap(([name, edits]) =>
      Object.entries(edits).map(
        ([path, file]) => (file === null ? `without ${path}` : `with ${path} changed`) + ` in the context ${name}`,
      ),
    ),
    ...Object.entries(args ?? {}).map(([name, value]) => `with ${name}=${value}`),
    ...(target === undefined ? [] : [`with --target ${target}`]),
    ...(platform === undefined ? [] : [`for ${platform}`]),
    ...(secrets === undefined ? [] : [Object.keys(secrets).length ? 'with another secret' : 'without the secret']),
  ];
  const text = parts.slice(0, 2).join(' and ') || 'built once more';
  return text.charAt(0).toUpperCase() + text.slice(1);
}
