import type { Task } from '../../../kernel/index.ts';
import { checkCreateFlag } from '../../cli/check-create.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { makeContainer, readRequest } from '../../cli/create-container.ts';
import { CREATE_FLAGS } from '../../cli/create-flags.ts';

const command: DockerCommand = {
  short: 'Create a new container',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  top: ['create'],
  flags: CREATE_FLAGS,
  stops: true,
  check: checkCreateFlag,
  args: [1, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    const wanted = readRequest(cli, given);
    if (!wanted.ok) {
      cli.err(`docker: ${wanted.message.replace(/\.$/, '')}.\nSee 'docker create --help'.\n`);
      return 125;
    }
    for (const warning of wanted.value.warnings ?? []) cli.err(`WARNING: ${warning}\n`);
    const made = yield* makeContainer(cli, given, wanted.value);
    if (made.ok) cli.out(`${made.value.id}\n`);
    else cli.err(`${made.message}\n`);
    return made.ok ? 0 : 1;
  },
};
export default command;
