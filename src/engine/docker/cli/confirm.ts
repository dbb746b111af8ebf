import type { Task } from '../../kernel/index.ts';
import { answered } from './answer.ts';
import type { Cli } from './command.ts';

/** Asks before something is taken away; only `y` lets it happen. Source: docker/cli cli/command/utils.go PromptForConfirmation. */
export function* confirm(cli: Cli, warning: string): Task<boolean> {
  cli.out(`${warning}\nAre you sure you want to continue? [y/N] `);
  return yield* answered(cli);
}
