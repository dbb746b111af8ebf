import type { Rebuild, CheckSpec, Evidence, Finding, Result } from './check.ts';
import { doubtOfFailure, isAnyDoubt, unjudged } from './assumptions.ts';

/** What one check says of the evidence. Parameters were validated when the content was compiled; bad ones are an error here too. */
export function judge(kind: string, params: unknown, evidence: Evidence): Finding {
  const check = evidence.kinds.get(kind);
  if (!check) return { status: 'error', message: `There is no check of kind ${kind}` };
  const checked = check.params.check(params ?? {}, 'with');
  if (!checked.ok) {
    const problems = checked.problems.map(({ path, message }) => `${path} ${message}`);
    return { status: 'error', message: 'The check is not written correctly', why: problems.join('; ') };
  }
  if (!check.withoutBuild && !evidence.build.ok) return needsBuild(evidence);
  return check.run(checked.value, evidence);
}

/** The result of a check of an exercise; its own `try` replaces what the kind says in general. */
export function resultOf(spec: CheckSpec, evidence: Evidence): Result {
  const { specific: _, advise, ...finding } = advised(judge(spec.kind, spec.with, evidence), spec.try);
  const better = finding.status === 'failed' ? advise?.() : undefined;
  return { ...finding, ...(better === undefined ? {} : { try: better }), check: spec.id, title: spec.title };
}

/** A failure with the advice of an author, unless its own follows from the failure itself. */
export function advised(finding: Finding, own: string | undefined): Finding {
  if (finding.status !== 'failed' || own === undefined || finding.specific) return finding;
  const { advise: _, ...rest } = finding;
  return { ...rest, try: own };
}

/** What a check says that looks at the image while there is none. */
export function needsBuild(evidence: Evidence): Finding {
  const doubt = doubtOfFailure(evidence.build);
  if (isAnyDoubt(doubt)) return unjudged(doubt);
  return {
    status: 'error',
    message: 'Needs a build',
    why: 'The image does not build, so there is nothing to look at.',
  };
}

/** The evidence of another build of the same attempt; a further `rebuild` starts from there. */
export function under(evidence: Evidence, change: Rebuild): Evidence {
  const build = evidence.rebuild(change);
  return {
    ...evidence,
    build,
    findings: build.findings,
    notSimulated: build.notSimulated,
    rebuild: (more) => evidence.rebuild(merge(change, more)),
  };
}

function merge(first: Rebuild, second: Rebuild): Rebuild {
  return {
    ...first,
    ...second,
    // The cache of "this build": the one with the first change.
    ...(second.warm === true ? { warm: first } : {}),
    ...(first.files || second.files ? { files: { ...first.files, ...second.files } } : {}),
    ...(first.contexts || second.contexts ? { contexts: mergeContexts(first, second) } : {}),
    ...(first.args || second.args ? { args: { ...first.args, ...second.args } } : {}),
  };
}

function mergeContexts(
  { contexts: one = {} }: Rebuild,
  { contexts: other = {} }: Rebuild,
): NonNullable<Rebuild['contexts']> {
  const names = [...Object.keys(one), ...Object.keys(other)];
  return Object.fromEntries(names.map((name) => [name, { ...one[name], ...other[name] }]));
}
