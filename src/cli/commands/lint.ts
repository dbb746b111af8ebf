import { evaluate, parse } from '../../engine/dockerfile/index.ts';
import type { DockerfileError } from '../../engine/dockerfile/syntax.ts';
import { lintBuild } from '../../engine/lint/index.ts';
import type { LintDiagnostic } from '../../engine/lint/index.ts';
import type { Command } from '../command.ts';
import { BUILD_OPTIONS, BUILD_USAGE, ignoreBeside, place, planFlags } from '../dockerfile-input.ts';
import { readFlags } from '../flags.ts';

const OPTIONS = { ...BUILD_OPTIONS, buildkit: { type: 'boolean' } } as const;

export default {
  summary: 'check a Dockerfile: all build checks and the hadolint rules',
  usage: `lint FILE [OPTIONS]

  FILE                    a Dockerfile; - is standard input. A .dockerignore beside it is read too
${BUILD_USAGE}
  --buildkit              only what docker build --check finds
  --json                  the findings as JSON

Without --target all stages are checked. Status 0: nothing found, 1: something to look at.`,
  async run(args, io) {
    const { values, positionals } = readFlags(args, OPTIONS, ['FILE']);
    const file = positionals[0] ?? '-';
    const dockerfile = parse(await io.read(file));
    const evaluation = evaluate(dockerfile, { ...planFlags(values), allStages: values.target === undefined });
    const ignore = await ignoreBeside(io, file);
    const { findings, error } = lintBuild({ dockerfile, evaluation, ignore }, { checkOnly: true });
    const shown = values.buildkit ? findings.filter(({ origin }) => origin === 'buildkit') : findings;
    if (values.json) await io.out(`${JSON.stringify({ findings: shown, error: error ?? null }, undefined, 2)}\n`);
    else await io.out(report(file, shown, error));
    return error || shown.length > 0 ? 1 : 0;
  },
} satisfies Command;

function report(file: string, findings: readonly LintDiagnostic[], error: DockerfileError | undefined): string {
  const lines = findings.map(
    ({ line, severity, name, message, url }) =>
      `${place(file, line)}${severity} ${name}: ${message}${url === undefined ? '' : `\n    ${url}`}`,
  );
  if (error) lines.push(`${place(file, error.line)}error: ${error.message}`);
  if (lines.length === 0) return 'Nothing found.\n';
  const count = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}${error ? ', 1 error' : ''}`;
  return `${lines.join('\n')}\n\n${count}\n`;
}
