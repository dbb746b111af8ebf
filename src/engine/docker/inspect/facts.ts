import type { Cli } from '../cli/command.ts';
import type { Given } from '../cli/flags.ts';
import { toJson } from '../format/json.ts';
import { render, template } from '../format/template.ts';
import type { Value } from '../format/value.ts';

/** What a command says of the client or the engine. */
export interface Facts {
  /** Text where no format is asked for. */
  plain(): string;
  /** What JSON and templates show. */
  value(): Value;
  /** What Go calls the template in messages; many have no name. */
  readonly template?: string;
}

/**
 * Prints facts as `--format` asks: as text, as JSON or by a template. Answers the exit code: 64 for what is no template, 1 for one that fails, after
 * what it has printed. Source: docker/cli system/info.go formatInfo, system/version.go.
 */
export function printFacts(cli: Cli, given: Given, facts: Facts): number {
  const { template: name = '' } = facts;
  const called = (message: string): string =>
    message.replace('template: :', `template: ${name}:`).replace('executing "" at', `executing "${name}" at`);
  const format = given.value('format') ?? '';
  if (format === '') {
    cli.out(facts.plain());
    return 0;
  }
  const value = facts.value();
  if (format === 'json') {
    cli.out(`${toJson(value)}\n`);
    return 0;
  }
  const parsed = template(format);
  if (!parsed.ok) {
    cli.err(`template parsing error: ${called(parsed.message)}\n`);
    return 64;
  }
  const { text, problem } = render(parsed.value, value);
  cli.out(`${text}\n`);
  if (problem === undefined) return 0;
  cli.err(`${called(problem)}\n`);
  return 1;
}
