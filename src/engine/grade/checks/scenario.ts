import { choice, object, optional } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOfFailure, isAnyDoubt, unjudged, unlessDoubtful, doubtOf } from '../doubt.ts';
import { judge, under } from '../judge.ts';
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
        return {
          ...finding,
          message: `${what}: ${finding.message}`,
          ...(check.try && !finding.specific ? { try: check.try } : {}),
        };
    }
    return unlessDoubtful(doubt, { status: 'passed', message: passedMessage(wanted, what) });
  },
});

function passedMessage({ expect }: Params, what: string): string {
  if (expect === 'builds') return `${what}, the image builds`;
  if (expect === 'fails') return `${what}, the build fails`;
  return `${what}, the image is ${expect === 'same-image' ? 'the same' : 'another'}`;
}

function unexpected({ build }: Evidence, what: string): Finding {
  return build.ok
    ? {
        status: 'failed',
        message: `${what}, the image builds all the same`,
        try: 'Let the image depend on the step that must fail.',
        why: ranSteps(build.steps.length),
      }
    : { status: 'failed', message: `${what}, the build fails`, why: build.error?.message ?? '' };
}

function ranSteps(count: number): string {
  return `${count} steps ran and each of them ended with 0.`;
}

function compareImages({ expect, ...wanted }: Params, evidence: Evidence, other: Evidence): Finding | undefined {
  if (expect !== 'same-image' && expect !== 'other-image') return undefined;
  const same = evidence.build.image?.id === other.build.image?.id;
  if (same === (expect === 'same-image')) return undefined;
  const what = describeChange({ expect, ...wanted });
  if (same) return { status: 'failed', message: `${what}, the image stays the same` };
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

function describeChange({ files, args, target, platform, secrets }: Params): string {
  const parts = [
    ...Object.entries(files ?? {}).map(([path, file]) => (file === null ? `without ${path}` : `with ${path} changed`)),
    ...Object.entries(args ?? {}).map(([name, value]) => `with ${name}=${value}`),
    ...(target === undefined ? [] : [`with --target ${target}`]),
    ...(platform === undefined ? [] : [`for ${platform}`]),
    ...(secrets === undefined ? [] : [Object.keys(secrets).length ? 'with another secret' : 'without the secret']),
  ];
  const text = parts.slice(0, 2).join(' and ') || 'built once more';
  return text.charAt(0).toUpperCase() + text.slice(1);
}
