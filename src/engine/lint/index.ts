/**
 * Build checks: BuildKit's own under their names and wording, and the hadolint rules worth having, one file each in
 * rules/. Left out: checks that need a registry or a run, and hadolint's ShellCheck integration.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { DockerfileError, Node } from '../dockerfile/syntax.ts';
import { inlineSkips, lintOptions, type LintOptions } from './options.ts';
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
  if (options.problem !== undefined || options.skip.has('all')) return { findings: [], violation: undefined };
  const nodes = new Map(input.dockerfile.nodes.map((node) => [node.line, node]));
  const findings: LintDiagnostic[] = [];
  for (const [id, rule] of rules) {
    if (!isOn({ id, rule }, options)) continue;
    for (const finding of rule.check(input)) {
      const node = finding.silencedBy ?? nodes.get(finding.line);
      if (!silenced({ id, rule }, node)) findings.push(diagnostic({ id, rule }, finding));
    }
  }
  findings.sort((a, b) => a.line - b.line || a.span.start - b.span.start || (a.rule < b.rule ? -1 : 1));
  return { findings, violation: options.error ? violationOf(findings) : undefined };
}

interface Named {
  readonly id: string;
  readonly rule: Rule;
}

function isOn({ id, rule }: Named, options: LintOptions): boolean {
  if (options.skip.has(rule.name) || options.skip.has(id)) return false;
  return !rule.experimental || options.experimental.has('all') || options.experimental.has(rule.name);
}

function silenced({ id, rule }: Named, node: Node | undefined): boolean {
  if (!node || node.comments.length === 0 || rule.notInline) return false;
  const names = inlineSkips(node);
  return names.has(rule.name) || names.has(id) || names.has('all');
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
