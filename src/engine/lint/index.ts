/**
 * Build checks: BuildKit's own under their names and wording, and the hadolint rules worth having, one file each in
 * rules/. Left out: checks that need a registry or a run, and hadolint's ShellCheck integration.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { DockerfileError, Node } from '../dockerfile/syntax.ts';
import { inlineOptions, lintOptions, type LintOptions } from './options.ts';
import type { Finding, LintInput, Rule } from './rule.ts';
import { verdict } from './verdict.ts';

export type { Example, Finding, LintInput, Rule } from './rule.ts';

const modules = import.meta.glob<Rule>(['./rules/*.ts', '!./rules/*.test.ts'], { eager: true, import: 'default' });

/** Every rule by id; the id is the file name and the last part of the address of its page. */
export const rules: ReadonlyMap<string, Rule> = new Map(
  Object.entries(modules).map(([path, rule]) => [path.slice('./rules/'.length, -'.ts'.length), rule]),
);

/** A finding and the rule that made it. `name` is BuildKit's name or hadolint's code. */
export interface LintDiagnostic extends Diagnostic {
  readonly rule: string;
  readonly name: string;
  readonly origin: Rule['origin'];
}

/** What `lint` answers: findings in the order of the file, and the error of `# check=error=true` if it strikes. */
export interface LintResult {
  readonly findings: readonly LintDiagnostic[];
  /** `lint violation found for rules: …`; only BuildKit's own checks fail a build. */
  readonly violation: DockerfileError | undefined;
}

/**
 * What BuildKit answers for a Dockerfile as a whole: the findings, and the one error that keeps a build from starting.
 * With `checkOnly`, as `docker build --check` answers.
 */
export function lintBuild(
  input: LintInput,
  options: { readonly checkOnly?: boolean } = {},
): { readonly findings: readonly LintDiagnostic[]; readonly error: DockerfileError | undefined } {
  const { findings, violation } = lint(input);
  return { findings, error: verdict(input, violation, options.checkOnly ?? false) };
}

/**
 * Checks a parsed and evaluated Dockerfile. Never throws. With an error in the evaluation, the findings made before
 * it stay, as in BuildKit.
 */
export function lint(input: LintInput): LintResult {
  const options = lintOptions(input.dockerfile);
  if (options.problem !== undefined) return { findings: [], violation: undefined };
  const nodes = new Map(input.dockerfile.nodes.map((node) => [node.line, node]));
  const above = new Map<Node, LintOptions>();
  const inlineOf = (node: Node | undefined): LintOptions | undefined => {
    if (!node || node.comments.length === 0) return undefined;
    const known = above.get(node) ?? inlineOptions(node);
    above.set(node, known);
    return known;
  };
  const findings: LintDiagnostic[] = [];
  for (const [id, rule] of rules) {
    if (!rule.experimental && isSkipped({ id, rule }, options)) continue;
    for (const finding of rule.check(input)) {
      const node = finding.silencedBy ?? nodes.get(finding.line);
      const inline = rule.notInline ? undefined : inlineOf(node);
      if (isWanted({ id, rule }, options, inline)) findings.push(diagnostic({ id, rule }, finding));
    }
  }
  findings.sort((a, b) => a.line - b.line || a.span.start - b.span.start || (a.rule < b.rule ? -1 : 1));
  return { findings, violation: options.error ? violationOf(findings) : undefined };
}

interface Named {
  readonly id: string;
  readonly rule: Rule;
}

/** Experimental rules are switched on, by the file or above the instruction, and never skipped; the others the reverse. */
function isWanted(named: Named, options: LintOptions, inline: LintOptions | undefined): boolean {
  if (named.rule.experimental)
    return isSwitchedOn(named, options) || (inline !== undefined && isSwitchedOn(named, inline));
  return !isSkipped(named, options) && !(inline && isSkipped(named, inline));
}

function isSwitchedOn({ rule }: Named, options: LintOptions): boolean {
  return options.experimentalAll || options.experimental.has(rule.name);
}

/** BuildKit's rules go by their own names alone, as `docker build` knows no others; hadolint's also by our id. */
function isSkipped({ id, rule }: Named, { skip, skipAll }: LintOptions): boolean {
  return skipAll || skip.has(rule.name) || (rule.origin === 'hadolint' && skip.has(id));
}

function diagnostic({ id, rule }: Named, finding: Finding): LintDiagnostic {
  const { silencedBy: _silencedBy, ...found } = finding;
  return {
    ...found,
    rule: id,
    name: rule.name,
    origin: rule.origin,
    severity: rule.severity,
    url: addressOf({ id, rule }),
  };
}

/** Where the rule is documented: BuildKit's own page, or hadolint's wiki. */
export function addressOf({ id, rule }: Named): string {
  // upstream spells the address in kebab case, as our ids: docs.docker.com/go/dockerfile/rule/json-args-recommended/
  if (rule.origin === 'buildkit') return `https://docs.docker.com/go/dockerfile/rule/${id}/`;
  return `https://github.com/hadolint/hadolint/wiki/${rule.name}`;
}

function violationOf(findings: readonly LintDiagnostic[]): DockerfileError | undefined {
  const names = [...new Set(findings.flatMap(({ origin, name }) => (origin === 'buildkit' ? [name] : [])))].toSorted();
  if (names.length === 0) return undefined;
  const message = `lint violation found for rules: ${names.join(', ')}`;
  return { kind: 'build', message, line: 0, endLine: 0, span: { start: 0, end: 0 } };
}
