import type { DockerfileError } from '../dockerfile/syntax.ts';
import { lintOptions } from './options.ts';
import type { LintInput } from './rule.ts';

/**
 * The one error that BuildKit reports for a file, in the order in which it looks (convert.go `toDispatchState`): an empty
 * file; a wrong `# check=` directive, which is read before anything else; what evaluation found; findings under
 * `# check=error=true`, once evaluation came to its end; and last what is noticed when the finished definition is sent to
 * the builder, which `--check` (`checkOnly`) never does. Undefined when a build may start.
 */
export function verdict(
  { dockerfile, evaluation }: LintInput,
  violation: DockerfileError | undefined,
  checkOnly: boolean,
): DockerfileError | undefined {
  const { problem } = lintOptions(dockerfile);
  if (problem !== undefined && dockerfile.text !== '') {
    const message = `failed to parse check options: ${problem}`;
    return { kind: 'build', message, line: 0, endLine: 0, span: { start: 0, end: 0 } };
  }
  if (evaluation.phase !== 'done') return evaluation.error;
  return violation ?? (checkOnly ? undefined : evaluation.error);
}
