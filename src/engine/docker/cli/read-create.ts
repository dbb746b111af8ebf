import type { CreateRequest } from '../daemon/create.ts';
import type { Result } from '../daemon/daemon.ts';
import type { Cli } from './command.ts';
import type { Given } from './flags.ts';

/** What the flags of `docker run` and `docker create` ask for; refused in the client's words. */
export function readCreate(_cli: Cli, given: Given): Result<CreateRequest> {
  const [image = '', ...cmd] = given.args;
  const name = given.value('name');
  return {
    ok: true,
    value: {
      image,
      ...(name === undefined ? {} : { name }),
      config: {
        Cmd: cmd.length > 0 ? cmd : null,
        Env: [...given.values('env')],
        OpenStdin: given.on('interactive'),
        Tty: given.on('tty'),
      },
      hostConfig: { AutoRemove: given.on('rm') },
    },
  };
}
