import type { Cli } from './command.ts';
import type { Given } from './flags.ts';

/** What the client says where -t asks for a terminal and its input is none. Source: docker/cli cli/streams/in.go CheckTty. */
export function inputIsNoTty(cli: Cli, how: { readonly stdin: boolean; readonly tty: boolean }): boolean {
  if (!how.stdin || !how.tty || cli.daemon.profile.tty) return false;
  cli.err('the input device is not a TTY\n');
  return true;
}

/** Whether --detach-keys are none: `ctrl-p,ctrl-q`, single characters. Source: moby/term ascii.go ToBytes. */
export function badDetachKeys(given: Given): boolean {
  const keys = given.value('detach-keys') ?? '';
  if (keys === '') return false;
  return keys.split(',').some((key) => !/^(?:.|ctrl-[a-z@[\\\]^_])$/.test(key));
}
