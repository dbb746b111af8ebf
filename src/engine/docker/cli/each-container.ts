import type { Task } from '../../kernel/index.ts';
import { findContainer, type Result } from '../daemon/daemon.ts';
import type { Container } from '../model.ts';
import type { Cli } from './command.ts';

/**
 * Does something to each container that is named: prints its name, or why not, and goes on. Answers 1 when something was
 * refused. `why` puts words before a refusal. Source: docker/cli cli/command/container/kill.go and its like.
 */
export function* eachContainer(
  cli: Cli,
  names: readonly string[],
  how: {
    readonly what: (container: Container) => Result | Task<Result>;
    readonly why?: (name: string, message: string) => string;
  },
): Task {
  const refusals: string[] = [];
  for (const name of names) {
    const found = findContainer(cli.daemon, name);
    const answer = found.ok ? how.what(found.value) : found;
    const result = 'next' in answer ? yield* answer : answer;
    if (result.ok) cli.out(`${name}\n`);
    else refusals.push(`Error response from daemon: ${how.why?.(name, result.message) ?? result.message}`);
  }
  for (const line of refusals) cli.err(`${line}\n`);
  return refusals.length > 0 ? 1 : 0;
}
